#!/usr/bin/env bash
# Prints a Python that can make a venv: of the version in .python-version, on which the functions
# run, else with --or-later another that the portal runs on. Exits with 1 when there is none.
set -euo pipefail
cd "$(dirname "$0")/.."
wanted=$(<.python-version)
oldest=3.11

installed_by_pyenv() { # the newest first
    local root=${PYENV_ROOT:-}
    [ -n "$root" ] || root=$(pyenv root 2>/dev/null) || root=$HOME/.pyenv
    printf '%s\n' "$root/versions/$1".*/bin/python | sort -rV
}

candidates() {
    printf '%s\n' "python$wanted" python3
    installed_by_pyenv "$wanted"
    uv python find --no-python-downloads --no-project "$wanted" 2>/dev/null || true
}

others() {
    printf '%s\n' python3 python3.14 python3.12 "python$oldest" /usr/bin/python3
    installed_by_pyenv 3.12
    installed_by_pyenv "$oldest"
}

# A command may be there and not work: pyenv has one for each version that some project uses.
fits() { # PYTHON CONDITION
    "$1" -c "
import sys, venv, ensurepip
def version(text): return tuple(map(int, text.split('.')))
here = sys.version_info[:2]
sys.exit(not ($2))
print()" 2>/dev/null
}

first_that_fits() {
    local python
    while read -r python; do
        if fits "$python" "$1"; then
            "$python" -c 'import sys; print(getattr(sys, "_base_executable", sys.executable))'
            return
        fi
    done
    return 1
}

first_that_fits "here == version('$wanted')" < <(candidates) && exit
[ "${1:-}" = --or-later ] || exit 1
first_that_fits "here >= version('$oldest')" < <(others)
