#!/usr/bin/env bash
# Install the fuzzer into .venv, exactly as requirements-fuzz.lock says, where it has a wheel.
#
# It is built for few machines and Pythons; elsewhere this says so and the fuzzing is left out.
set -euo pipefail
cd "$(dirname "$0")/../.."

if .venv/bin/python -c 'import atheris' 2>/dev/null; then
    exit 0
fi
echo "Installing the fuzzer from requirements-fuzz.lock"
if ! .venv/bin/python -m pip --disable-pip-version-check --no-input --quiet install \
    --only-binary :all: --require-hashes --requirement requirements-fuzz.lock; then
    echo "The fuzzer has no wheel for this machine; fuzzing is left out."
fi
