"""The domain is pure: the standard library and two named packages, and no clock of its own."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOMAIN = sorted((ROOT / "chalicelib" / "domain").rglob("*.py"))
EXCEPTIONS = {"email_validator", "zxcvbn"}
# Of the standard library, what neither reaches beyond the process nor reads its clock. Another one is
# a decision: add it here.
PURE = {
    "bisect",
    "collections",
    "dataclasses",
    "datetime",
    "decimal",
    "enum",
    "functools",
    "hashlib",
    "ipaddress",
    "json",
    "math",
    "re",
    "secrets",
    "typing",
    "unicodedata",
    "zoneinfo",
}
REACHES_OUT = {"open", "exec", "eval", "compile", "__import__", "input", "print", "breakpoint"}
CLOCKS = {"now", "utcnow", "today"}


def imported(tree: ast.AST) -> Iterator[str]:
    """The modules a file imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def clocks(tree: ast.AST) -> Iterator[str]:
    """`datetime.now` and the like under any name, called or handed on; `conference.today(now)` is none."""
    names = {"datetime", "date"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names |= {alias.asname for alias in node.names if alias.asname and alias.name in names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS:
            owner = node.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if name in names:
                yield f"{name}.{node.attr}, line {node.lineno}"


def reaching_out(tree: ast.AST) -> Iterator[str]:
    """Functions that are there without an import and reach beyond the process, called or handed on."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in REACHES_OUT:
            yield f"{node.id}, line {node.lineno}"


@pytest.mark.parametrize("path", DOMAIN, ids=lambda path: path.name)
def test_it_imports_the_standard_library_and_two_packages(path: Path) -> None:
    for module in imported(ast.parse(path.read_text("utf-8"))):
        root = module.split(".")[0]
        if root == "chalicelib":
            assert module.startswith("chalicelib.domain"), module
        else:
            assert root in PURE | EXCEPTIONS, module


def test_what_counts_as_pure_is_in_the_standard_library() -> None:
    assert set(sys.stdlib_module_names) > PURE


@pytest.mark.parametrize("path", DOMAIN, ids=lambda path: path.name)
def test_it_calls_no_clock_and_reaches_nothing_outside(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert [*clocks(tree), *reaching_out(tree)] == []


@pytest.mark.parametrize(
    "code",
    [
        "datetime.now(UTC)",
        "datetime.datetime.now()",
        "date.today()",
        "datetime.utcnow()",
        "from datetime import datetime as dt\nat = dt.now()",
        "import datetime as dt\nat = dt.date.today()",
        "at: datetime = field(default_factory=datetime.now)",
    ],
)
def test_a_clock_is_found(code: str) -> None:
    assert list(clocks(ast.parse(code)))


def test_a_conferences_own_day_is_no_clock() -> None:
    assert not list(clocks(ast.parse("conference.today(now)")))


@pytest.mark.parametrize("code", ["open('x').read()", "__import__('os').environ", "map(print, a)"])
def test_what_reaches_beyond_the_process_is_found(code: str) -> None:
    assert list(reaching_out(ast.parse(code)))


@pytest.mark.parametrize(
    "code", ["import importlib", "from time import time", "from ..store import x", "import os.path"]
)
def test_an_import_that_is_not_pure_would_be_noticed(code: str) -> None:
    roots = {module.split(".")[0] for module in imported(ast.parse(code))}
    assert not roots & (PURE | EXCEPTIONS)
