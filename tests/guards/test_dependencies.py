"""Every dependency is pinned, locked with hashes, has its reason, and is declared where imported."""

import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from infra.package import tracked
from tests.support.imports import imports_of

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [ROOT / name for name in tracked(("*requirements*.in",))]
LOCKS = [ROOT / name for name in tracked(("*requirements*.txt",))]
OURS = {
    "app",
    "chalicelib",
    "ops",
    "local",
    "infra",
    "tests",
    "bench",
    "fonts",
    "samples",
    "stages",
}
KNOWN = OURS | set(sys.stdlib_module_names)
# Chalice puts its runtime into the zip by itself.
SHIPS_ANYWAY = {"chalice"}
# Never imported by our code: pwdlib loads the first two, reportlab the third, zoneinfo the last.
LOADED_BY_OTHERS = {"argon2-cffi", "bcrypt", "rl-accel", "tzdata"}
# What is installed for `make fonts` and `make bench-render` alone may not be there to ask.
ELSEWHERE = {"fontTools": "fonttools", "fpdf": "fpdf2"}
DISTRIBUTIONS = packages_distributions()


def _lines(file: Path) -> list[str]:
    lines = [line.strip() for line in file.read_text().splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def _declared(*files: str) -> set[str]:
    lines = [line for file in files for line in _lines(ROOT / file)]
    return {canonicalize_name(re.split(r"[\[=]", line)[0]) for line in lines}


@pytest.mark.parametrize("line", sorted({line for file in SOURCES for line in _lines(file)}))
def test_a_dependency_is_pinned_and_has_its_reason(line: str) -> None:
    match = re.fullmatch(r"([A-Za-z0-9._-]+)(\[[a-z0-9,-]+\])?==[\w.]+", line)
    assert match, "pin it with =="
    assert canonicalize_name(match[1]) in _reasoned()


def test_every_reason_is_for_a_package_that_is_used() -> None:
    assert _reasoned() == _declared(*(str(file.relative_to(ROOT)) for file in SOURCES))


def _reasoned() -> set[str]:
    rows = re.findall(r"^\| ([^|]+) \|", (ROOT / "docs/dependencies.md").read_text(), re.M)
    assert rows[0] == "package"
    return {canonicalize_name(name) for row in rows[1:] for name in row.split(", ")}


def test_every_source_has_its_lock_beside_it() -> None:
    assert [file.with_suffix(".txt") for file in SOURCES] == LOCKS


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: str(lock.relative_to(ROOT)))
def test_a_lock_holds_what_its_source_names_each_with_hashes_and_no_address(lock: Path) -> None:
    entries = re.split(r"\n(?=[A-Za-z0-9])", lock.read_text())[1:]
    for entry in entries:
        assert re.match(r"[A-Za-z0-9._-]+(\[[a-z0-9, -]+\])?==\S+ ", entry), entry
        assert "--hash=sha256:" in entry, entry
    assert "://" not in lock.read_text()
    pinned = {_pin(entry.split(" \\")[0].split(" ;")[0]) for entry in entries}
    assert {_pin(line) for line in _lines(lock.with_suffix(".in"))} <= pinned, "run `make lock`"


def _pin(line: str) -> tuple[str, str]:
    name, version = re.sub(r"\[.*\]", "", line).split("==")
    return canonicalize_name(name), version


def test_what_ships_is_tested_in_the_version_that_ships() -> None:
    shipped = {_pin(line) for line in _pins("requirements.txt")}
    assert shipped <= {_pin(line) for line in _pins("requirements-dev.txt")}


def _pins(lock: str) -> list[str]:
    return re.findall(r"^([A-Za-z0-9]\S*==\S+)", (ROOT / lock).read_text(), re.M)


def _imports(file: Path, *, at_run_time: bool) -> Iterator[str]:
    """Packages of others that the file imports; `at_run_time`, without those for types alone."""
    for found in imports_of(file):
        root = found.module.split(".")[0]
        if not found.relative and not (at_run_time and found.for_types) and root not in KNOWN:
            yield root


def _undeclared(files: tuple[str, ...], declared: set[str], *, at_run_time: bool) -> list[str]:
    return sorted(
        f"{file} imports {name}"
        for file in tracked(files)
        for name in _imports(ROOT / file, at_run_time=at_run_time)
        if not _distributions(name) & declared
    )


def _distributions(name: str) -> set[str]:
    if name.startswith("mypy_boto3_"):
        return {"boto3-stubs"}  # named there as extras
    found = DISTRIBUTIONS.get(name) or [ELSEWHERE.get(name, name)]
    return {canonicalize_name(one) for one in found}


def test_code_that_ships_imports_only_what_is_declared_to_ship() -> None:
    declared = _declared("requirements.in") | SHIPS_ANYWAY
    assert not _undeclared(("app.py", "chalicelib/*.py"), declared, at_run_time=True)


def test_what_is_declared_to_ship_is_imported() -> None:
    imported = {
        distribution
        for file in tracked(("app.py", "chalicelib/*.py"))
        for name in _imports(ROOT / file, at_run_time=True)
        for distribution in _distributions(name)
    }
    assert _declared("requirements.in") - imported == LOADED_BY_OTHERS


def test_all_other_code_imports_only_what_is_declared() -> None:
    declared = _declared(*(str(file.relative_to(ROOT)) for file in SOURCES))
    assert not _undeclared(("*.py",), declared, at_run_time=False)


def test_an_import_of_something_undeclared_would_be_noticed(tmp_path: Path) -> None:
    file = tmp_path / "late.py"
    file.write_text("def f():\n    import requests.adapters\nfrom yaml import load\nimport json\n")
    assert set(_imports(file, at_run_time=True)) == {"requests", "yaml"}
    assert not (_distributions("yaml") | _distributions("requests")) & _declared("requirements.in")
