#!/usr/bin/env bash
# Check, by name, the Debian packages that Dioptre needs, and install what is missing when allowed.
#
#   installers/debian/packages.sh             what the tests, the demo and the server need
#   installers/debian/packages.sh --windows   and what Qt needs to open windows on a display
#
# A name with a bar is one package under two names: Debian 13 and Ubuntu 24.04 renamed it.
set -euo pipefail

everywhere=(
    git make               # The commands of the README.
    libgl1 libegl1         # Qt draws through these, also without a display.
    libxkbcommon0          # Qt reads keyboards.
    "libglib2.0-0|libglib2.0-0t64"
    libdbus-1-3
    libfontconfig1 libfreetype6 fontconfig fonts-dejavu-core
    postgresql             # Stands in where the embedded Postgres cannot run; a test proves it.
)
windows=(
    libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0
)

is_installed() {
    [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

is_any_installed() {
    local name
    for name in ${1//|/ }; do
        is_installed "$name" && return 0
    done
    return 1
}

# Of the names one package goes by, the one that this release of Debian knows.
name_here() {
    local name
    for name in ${1//|/ }; do
        if [ -n "$(apt-cache madison "$name" 2>/dev/null)" ]; then
            echo "$name"
            return
        fi
    done
    echo "${1%%|*}"
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        env DEBIAN_FRONTEND=noninteractive "$@"
    else
        sudo -n env DEBIAN_FRONTEND=noninteractive "$@"
    fi
}

may_install() {
    [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null
}

wanted=("${everywhere[@]}")
for argument in "$@"; do
    case "$argument" in
        --windows) wanted+=("${windows[@]}") ;;
        --venv) wanted+=(python3-venv) ;;
        *) echo "packages.sh: unknown argument: $argument" >&2; exit 2 ;;
    esac
done

if ! command -v dpkg-query >/dev/null; then
    echo "This is not Debian: make sure that these libraries are here: ${wanted[*]}" >&2
    exit 0
fi

missing=()
for name in "${wanted[@]}"; do
    is_any_installed "$name" || missing+=("$name")
done
[ ${#missing[@]} -eq 0 ] && exit 0

echo "Debian packages missing: ${missing[*]}"
if ! may_install; then
    names=()
    for name in "${missing[@]}"; do
        names+=("$(name_here "$name")")
    done
    echo "They cannot be installed without a password. Please run:" >&2
    echo "    sudo apt-get install --yes --no-install-recommends ${names[*]}" >&2
    exit 1
fi

# A package talks much while it is set up; that is worth reading only when it fails.
log=$(mktemp)
trap 'rm -f "$log"' EXIT
in_silence() {
    as_root "$@" >"$log" 2>&1 </dev/null || { cat "$log" >&2; return 1; }
}

in_silence apt-get update --quiet
names=()
for name in "${missing[@]}"; do
    names+=("$(name_here "$name")")
done
echo "Installing: ${names[*]}"
in_silence apt-get install --yes --quiet --no-install-recommends "${names[@]}"
