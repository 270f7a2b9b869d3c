"""A test's present: it begins with the test, so no argument may keep the one when its file was read."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_no_default_of_an_argument_is_the_time_when_its_file_was_read() -> None:
    kept = [
        f"{path.relative_to(ROOT)}:{default.lineno}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if "NOW = datetime.now(" in (text := path.read_text())
        for function in ast.walk(ast.parse(text))
        if isinstance(function, ast.FunctionDef)
        for default in [*function.args.defaults, *function.args.kw_defaults]
        if isinstance(default, ast.Name) and default.id == "NOW"
    ]
    assert kept == []
