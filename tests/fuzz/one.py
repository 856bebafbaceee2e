"""`python -m tests.fuzz.one NAME [libFuzzer options]`: fuzz one target until it is told to stop."""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["app.adapters.exchange", "app.domain.optics", "biip"]):
    from tests.fuzz.targets import TARGETS, seeds


def main() -> None:
    """Write the seeds and hand over to the fuzzer, which ends the process itself."""
    name, *options = sys.argv[1:]
    corpus = Path("build/fuzz") / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(name)):
        (corpus / f"seed-{number}").write_bytes(seed)
    atheris.Setup([sys.argv[0], *options, str(corpus)], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
