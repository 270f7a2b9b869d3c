#!/usr/bin/env bash
# install.sh VENV LOCK: makes the venv when there is none, or one of a worse Python, and installs into
# it what LOCK names, checking every hash. PYTHON may name the interpreter.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=$1 lock=$2

say() { printf '%s\n' "$*" >&2; }

python=${PYTHON:-}
if [ -z "$python" ]; then
    infra/system_packages.sh python
    python=$(infra/find_python.sh --or-later)
fi
version=$("$python" -c 'import platform; print(platform.python_version())')
if [ "$("$venv/bin/python" -c 'import platform; print(platform.python_version())' 2>/dev/null)" != "$version" ]; then
    say "Making $venv with Python $version..."
    "$python" -m venv --clear "$venv"
fi
[[ $version == "$(<.python-version)".* ]] ||
    say "This is Python $version. It runs the portal; to package it takes Python $(<.python-version)."

installer=infra/installer/requirements.txt
by_pip() { "$venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r "$1"; }

# A machine that takes its packages from a mirror has told pip so.
mirror=${PIP_INDEX_URL:-$("$venv/bin/pip" config get global.index-url 2>/dev/null || true)}
[ -z "$mirror" ] || export UV_DEFAULT_INDEX=$mirror

by_uv() {
    "$venv/bin/uv" pip install --python "$venv" --no-config --require-hashes -r "$1" 2>&1 |
        awk '!/^ [-+~] / { print; fflush() }' >&2
}

say "Installing $(grep -c '^[A-Za-z].*==' "$lock") packages of $lock into $venv. The first time it takes a minute or so."
if "$venv/bin/uv" --version >/dev/null 2>&1 || by_pip "$installer"; then
    by_uv "$lock" && exit
    say "That did not work; trying pip, which takes some minutes..."
fi
by_pip "$lock"
