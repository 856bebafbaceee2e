# One word for each thing a developer does; `make` alone lists them.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup demo run test check screens strings bench fuzz lock

BIN := .venv/bin
WORKERS ?= 2
FUZZ_RUNS ?= 1000000

help: ## List these targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Install what is missing: Debian packages by name, then .venv from requirements.lock.
	@bash installers/checkout/setup.sh

demo: setup ## Take one order from the counter to the lab ticket to Postgres; leaves build/demo/.
	@$(BIN)/dioptre demo --headless --out build/demo

run: ## Open the real windows on the demo chain, kept in build/run/.
	@bash installers/checkout/setup.sh $${DISPLAY:+--windows}
	@$(BIN)/dioptre demo --stay --out build/run

test: setup ## Run every test.
	@$(BIN)/python -m pytest -n $(WORKERS)

check: setup ## Judge form, types, walls, sizes and leftovers, in seconds.
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/vulture
	@$(BIN)/python -m tests.architecture.size_gate
	@$(BIN)/python -m tests.architecture.advice

screens: setup ## Draw every screen in every dress and language; leaves build/screens/.
	@$(BIN)/python -m tests.screens

strings: setup ## Gather the texts of the program and compile the catalogues of its languages.
	@$(BIN)/python -m tests.languages

bench: setup ## Measure, in one run: percentiles, ratios and goals; leaves build/bench.json.
	@$(BIN)/python -m tests.bench

fuzz: setup ## Give every parser of foreign files a million inputs nobody meant.
	@bash installers/checkout/fuzz.sh
	@$(BIN)/python -m tests.fuzz --runs $(FUZZ_RUNS)

# The fuzzer is left out: it is built for few machines, and only the fuzzing of a later day needs it.
lock: ## Write requirements.lock anew from pyproject.toml (needs uv).
	uv pip compile pyproject.toml --universal --python-version 3.11 \
		--extra desktop --extra server --extra serial --extra dev \
		--generate-hashes --no-header --no-emit-index-url --output-file requirements.lock
