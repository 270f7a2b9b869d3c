"""Codes of problems and lengths are named once: in domain/problem.py and domain/limits.py."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# An operator's settings say their own bounds, in docs/configuration.md too.
SETTINGS = ROOT / "chalicelib/settings.py"
SHIPPED = sorted({*(ROOT / "chalicelib").rglob("*.py")} - {SETTINGS})
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# A length that somebody wrote down beside a field.
LENGTH = re.compile(
    r"""(?:max|min)length="\d|most=\d|\b\d+ (?:MB|characters|addresses|licenses)\b"""
)


def _codes_written_out(tree: ast.AST) -> Iterator[str]:
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if ast.unparse(call.func) == "Problem" and len(call.args) > 1:
            code = call.args[1]
            if isinstance(code, ast.Constant):
                yield f"{code.value}, line {call.lineno}"


def _lengths_written_out(tree: ast.AST) -> Iterator[str]:
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        for keyword in call.keywords:
            written = isinstance(keyword.value, ast.Constant) and keyword.value.value != 1
            if keyword.arg in ("max_length", "min_length") and written:
                yield f"{keyword.arg}, line {call.lineno}"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_code_and_no_length_is_written_out(path: Path) -> None:
    tree = ast.parse(path.read_text())
    assert [*_codes_written_out(tree), *_lengths_written_out(tree)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_page_takes_its_lengths_from_the_limits(path: Path) -> None:
    assert LENGTH.findall(path.read_text()) == []


def test_what_is_written_out_is_found() -> None:
    assert list(_codes_written_out(ast.parse('Problem("name", "required", message)')))
    assert list(_lengths_written_out(ast.parse("Field(max_length=200)")))
    assert LENGTH.search('<input maxlength="200">')
    assert LENGTH.search("At most 20 MB.")
