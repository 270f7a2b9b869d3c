#!/usr/bin/env bash
# system_packages.sh python|tests: installs what that needs of the operating system and is not there,
# or names the one line to type. The only list of these packages.
set -euo pipefail
cd "$(dirname "$0")/.."
missing=()

there() { command -v "$1" >/dev/null; }
need() { # PACKAGE COMMAND...
    local package=$1 command
    shift
    for command; do ! there "$command" || return 0; done
    missing+=("$package")
}

infra/find_python.sh --or-later >/dev/null || missing+=(python3 python3-venv)
if [ "$1" = tests ]; then
    need git git
    # Debian's Chromium without windows: a new page costs it a quarter of the time.
    if grep -qx ID=debian "${OS_RELEASE:-/etc/os-release}"; then
        need chromium-headless-shell chromium-headless-shell
    else
        need chromium chromium chromium-browser
    fi
    need poppler-utils pdftotext
    need qpdf qpdf
    PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null | grep -q 'libzbar\.so\.0' || missing+=(libzbar0)
fi
((${#missing[@]})) || exit 0

say() { printf '%s\n' "$*" >&2; }
if ! there apt-get; then
    say "Missing: ${missing[*]} (Debian's names). Install them with your package manager, then try again."
    exit 1
fi
as_root=()
if [ "$(id -u)" != 0 ]; then
    if ! sudo -n true 2>/dev/null; then
        say "Missing: ${missing[*]}. Type this, then try again:"
        say "    sudo apt-get install --no-install-recommends ${missing[*]}"
        exit 1
    fi
    as_root=(sudo)
fi
say "Installing ${missing[*]} from the system's packages..."
apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
"${apt[@]}" update
"${apt[@]}" install -y --no-install-recommends "${missing[@]}"
infra/find_python.sh --or-later >/dev/null ||
    { say "The system's Python is too old: the portal needs 3.11 or later."; exit 1; }
