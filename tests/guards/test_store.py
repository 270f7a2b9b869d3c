"""The tables are reached in a few ways only, and keys are spelled in one place."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.imports import imports_of

ROOT = Path(__file__).resolve().parents[2]
STORE = ROOT / "chalicelib" / "store"
WAYS = {STORE / "tables.py", STORE / "transactions.py"}
FILES = [path for path in sorted(STORE.rglob("*.py")) if path not in WAYS]
SHIPPED = sorted((ROOT / "chalicelib").rglob("*.py"))
KEYS = ("keys.py", "organizers/keys.py")
# What the primitives have no name for: queries of an index or in another order, reads and writes of many
# items at once, and writes without a condition, each by the model's own method. Another is a decision.
BY_THE_MODEL = {
    "audit.py": {"query"},
    "certificates/certificates.py": {"query"},
    "certificates/records.py": {"update"},
    "claims/by_conference.py": {"query"},
    "claims/conferences.py": {"batch_get", "save"},
    "every_account.py": {"scan"},
    "organizers/revisions.py": {"delete", "query", "save"},
    "people/challenges.py": {"save"},
    "people/erased_claims.py": {"delete", "update"},
    "people/known_accounts.py": {"batch_get"},
    "people/limits.py": {"update"},
    "people/notes.py": {"batch_get", "batch_write", "save"},
    "people/password_links.py": {"save"},
    "people/registrations.py": {"batch_get", "batch_write", "delete"},
    "people/tokens.py": {"delete"},
    "reindexing.py": {"scan"},
}
# A model's methods that ask or change a table; `save` and `delete` take a condition first, `update` second.
METHODS = {
    "save": 1,
    "delete": 1,
    "update": 2,
    "query": 99,
    "scan": 99,
    "batch_get": 99,
    "batch_write": 99,
    "refresh": 99,
}
# A key's prefix, or a part of one, anywhere in a string.
SPELLED = re.compile(r"[A-Z]{2,}#|#[A-Z]{2,}")


def _methods(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Calls of a model's methods; those of a transaction or a batch are none, nor a dict's `get`."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if isinstance(call.func, ast.Attribute):
            owner, method = ast.unparse(call.func.value), call.func.attr
            of_a_model = method in METHODS or (method == "get" and owner.endswith("Item"))
            if of_a_model and owner not in ("transaction", "batch", "customized_response_dict"):
                yield method, call


def _strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Text in code; what stands alone as a statement is a docstring."""
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.lineno, node.value


def _name(path: Path) -> str:
    return str(path.relative_to(STORE))


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_only_the_primitives_meet_pynamodbs_errors_and_transactions(path: Path) -> None:
    text = path.read_text()
    assert "pynamodb.exceptions" not in text
    assert "pynamodb.transactions" not in text
    tree = ast.parse(text)
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if any(keyword.arg == "condition" for keyword in call.keywords):
            assert ast.unparse(call.func).startswith("transaction."), "use change_if or save_if"
    for method, call in _methods(tree):
        assert len(call.args) < METHODS.get(method, 99), "use change_if or save_if"


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_what_goes_by_a_model_itself_is_known(path: Path) -> None:
    found = {method for method, _ in _methods(ast.parse(path.read_text()))}
    assert found == BY_THE_MODEL.get(_name(path), set())


@pytest.mark.parametrize(
    "code",
    ["TokenItem.get(pk, sk)", "item.update(actions, TokenItem.pk.exists())", "Item(pk).save(free)"],
)
def test_a_way_around_the_primitives_is_found(code: str) -> None:
    assert list(_methods(ast.parse(code)))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_store_holds_pynamodb(path: Path) -> None:
    roots = {found.module.split(".")[0] for found in imports_of(path)}
    assert "pynamodb" not in roots or path.is_relative_to(STORE)


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_nothing_reads_a_whole_table_but_reindex(path: Path) -> None:
    scans = [method for method, _ in _methods(ast.parse(path.read_text())) if method == "scan"]
    assert bool(scans) == (path.name in {"reindexing.py", "every_account.py"})


@pytest.mark.parametrize(
    "path",
    [*SHIPPED, *(p for folder in ("ops", "local") for p in sorted((ROOT / folder).rglob("*.py")))],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_keys_are_spelled_in_one_place(path: Path) -> None:
    if path in {STORE / name for name in KEYS}:
        return
    found = [text for _, text in _strings(ast.parse(path.read_text())) if SPELLED.search(text)]
    # Scopes of the audit, which keep a table to themselves, are words of the domain.
    assert found == (["CONFERENCE#", "ACCOUNT#"] if path.match("domain/audit.py") else [])


def test_no_prefix_is_spelled_twice() -> None:
    found = [
        text
        for name in KEYS
        for _, text in _strings(ast.parse((STORE / name).read_text()))
        if SPELLED.search(text)
    ]
    assert sorted(found) == sorted(set(found))
