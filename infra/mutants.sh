#!/usr/bin/env bash
# mutants.sh BIN [NAMES]: changes the rules of chalicelib/domain one thing at a time, runs the unit tests
# that reach each change, and writes every change that none of them noticed to build/mutants.diff.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$1 names=${2:-}

# What an earlier run found about code that moved since would be counted as well.
[ -n "$names" ] || rm -rf mutants
"$bin/mutmut" run ${names:+"$names"}

found=$("$bin/mutmut" results --all true | sed 's/^ *//' | grep -v ': not checked$')
echo
awk -F ': ' '{ count[$2]++ } END { for (kind in count) print count[kind], kind }' <<<"$found"
mkdir -p build
while IFS=': ' read -r name kind; do
    case $kind in
        killed | "") ;;
        *) "$bin/mutmut" show "$name" ;;
    esac
done <<<"$found" >build/mutants.diff
echo "What no test noticed is in build/mutants.diff."
