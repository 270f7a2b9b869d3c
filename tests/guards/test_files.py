"""Files stay short, imports run in no circle, and no product code needs the tests."""

import os
from pathlib import Path
from statistics import median

import pytest

from tests.support.imports import imports_of

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 220
MEDIAN = 65
# Folders at the root that hold no code of ours.
_SKIPPED = {"tests", "build", "vendor", "screenshots", "mutants", "node_modules"}


def _ours() -> list[Path]:
    found = []
    for folder, folders, names in os.walk(ROOT):
        top = Path(folder) == ROOT
        folders[:] = [f for f in folders if f[0] != "." and not (top and f in _SKIPPED)]
        found += [Path(folder, name) for name in names if name.endswith(".py")]
    return sorted(found)


OURS = _ours()
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in OURS
}


def _imports(path: Path) -> set[str]:
    """The modules a file imports, wherever in it; of `from package import name`, both readings."""
    running = (found for found in imports_of(path) if not found.for_types)
    return {name for found in running for name in found.readings}


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_short_enough_to_read_at_once(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


def test_most_files_are_far_shorter() -> None:
    assert median(len(path.read_text("utf-8").splitlines()) for path in OURS) <= MEDIAN


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_product_code_imports_the_tests(path: Path) -> None:
    assert not {name for name in _imports(path) if name.split(".")[0] == "tests"}


def test_imports_run_in_no_circle() -> None:
    graph = {
        name: {other for other in _imports(path) if other in MODULES and other != name}
        for name, path in MODULES.items()
    }
    # Take away, again and again, what imports nothing that is left, or is imported by nothing that
    # is left: a circle stays.
    while free := {
        name
        for name, needs in graph.items()
        if not needs or not any(name in others for others in graph.values())
    }:
        graph = {name: needs - free for name, needs in graph.items() if name not in free}
    assert graph == {}
