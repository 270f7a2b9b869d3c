"""The domain is pure: the standard library and two named packages, and no clock of its own."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOMAIN = sorted((ROOT / "chalicelib" / "domain").rglob("*.py"))
EXCEPTIONS = {"email_validator", "zxcvbn"}
# Of the standard library, what reaches beyond the process or reads its clock.
IMPURE = {"time", "os", "pathlib", "io", "socket", "subprocess", "threading", "urllib", "http"}
CLOCKS = {"now", "utcnow", "today", "fromtimestamp", "time", "monotonic", "perf_counter"}
CLOCK_OWNERS = {"datetime", "date", "time"}


def imported(tree: ast.AST) -> Iterator[str]:
    """The modules a file imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."


def clock_calls(tree: ast.AST) -> Iterator[str]:
    """Calls like `datetime.now(…)` and `date.today()`; a conference's own `today(now)` is none."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        owner = node.func.value
        name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
        if name in CLOCK_OWNERS and node.func.attr in CLOCKS:
            yield f"{name}.{node.func.attr}, line {node.lineno}"


@pytest.mark.parametrize("path", DOMAIN, ids=lambda path: path.name)
def test_it_imports_the_standard_library_and_two_packages(path: Path) -> None:
    for module in imported(ast.parse(path.read_text("utf-8"))):
        root = module.split(".")[0]
        if root == "chalicelib":
            assert module.startswith("chalicelib.domain"), module
        else:
            assert root in sys.stdlib_module_names | EXCEPTIONS, module
            assert root not in IMPURE, module


@pytest.mark.parametrize("path", DOMAIN, ids=lambda path: path.name)
def test_it_calls_no_clock(path: Path) -> None:
    assert list(clock_calls(ast.parse(path.read_text("utf-8")))) == []


@pytest.mark.parametrize(
    "code",
    ["datetime.now(UTC)", "datetime.datetime.now()", "date.today()", "datetime.utcnow()"],
)
def test_a_call_of_a_clock_is_found(code: str) -> None:
    assert list(clock_calls(ast.parse(code)))
