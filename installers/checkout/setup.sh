#!/usr/bin/env bash
# Make a checkout ready to run: Debian packages, then .venv exactly as requirements.lock says.
#
# Says what it installs, does nothing when all is in place, and needs no home folder.
# PYTHON=/path/to/python3.12 chooses the interpreter; --windows also prepares for a display.
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"

# pip keeps its cache under the home folder; without one it gets a place here.
if [ -z "${HOME:-}" ] || [ ! -d "$HOME" ]; then
    export HOME="$root/build/home"
    mkdir -p "$HOME"
fi

find_python() {
    local name
    for name in "${PYTHON:-}" python3 python3.13 python3.12 python3.11; do
        if [ -n "$name" ] && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            # Inside an activated .venv this is the interpreter behind it, which outlives a rebuild.
            "$name" -c 'import sys; print(sys._base_executable)'
            return
        fi
    done
    return 1
}

if ! python=$(find_python); then
    echo "Dioptre needs Python 3.11 or newer, and this machine has none." >&2
    echo "On Debian 12 or newer: sudo apt-get install --yes python3 python3-venv" >&2
    exit 1
fi

packages=("$@")
"$python" -c 'import ensurepip, venv' 2>/dev/null || packages+=(--venv)
bash installers/debian/packages.sh "${packages[@]}"

pip=(.venv/bin/python -m pip --disable-pip-version-check --no-input --quiet)

stamp=.venv/built-from
wish="$("$python" -c 'import sys; print(sys.version)') $root $(sha256sum <requirements.lock)"
if [ "$(cat "$stamp" 2>/dev/null)" != "$wish" ]; then
    echo "Building .venv from requirements.lock with $python"
    rm -rf .venv
    "$python" -m venv .venv
    "${pip[@]}" install --require-hashes --requirement requirements.lock
    echo "$wish" >"$stamp"
fi

# The project itself is installed in place; its commands are named in pyproject.toml.
stamp=.venv/installed-from
wish="$(sha256sum <pyproject.toml)"
if [ "$(cat "$stamp" 2>/dev/null)" != "$wish" ]; then
    "${pip[@]}" install --no-deps --no-build-isolation --editable .
    echo "$wish" >"$stamp"
fi
