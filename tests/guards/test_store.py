"""The tables are reached in a few ways only, and keys are spelled in one place."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STORE = ROOT / "chalicelib" / "store"
WAYS = {STORE / "tables.py", STORE / "transactions.py"}
FILES = [path for path in sorted(STORE.rglob("*.py")) if path not in WAYS]
# A key's prefix in a string, outside docstrings and comments.
SPELLED = re.compile(r"""f?["'][A-Z]+#""")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(STORE)))
def test_only_the_primitives_meet_pynamodbs_errors_and_transactions(path: Path) -> None:
    text = path.read_text()
    assert "pynamodb.exceptions" not in text
    assert "pynamodb.transactions" not in text
    for call in (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)):
        if any(keyword.arg == "condition" for keyword in call.keywords):
            assert ast.unparse(call.func).startswith("transaction."), "use change_if or save_if"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(STORE)))
def test_nothing_reads_a_whole_table_but_reindex(path: Path) -> None:
    calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    scans = [c for c in calls if isinstance(c.func, ast.Attribute) and c.func.attr == "scan"]
    assert bool(scans) == (path.name in {"reindexing.py", "every_account.py"})


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(STORE)))
def test_keys_are_spelled_in_one_place(path: Path) -> None:
    if path.name != "keys.py":
        assert not SPELLED.findall(path.read_text())
