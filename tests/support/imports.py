"""What a file of Python imports, wherever in it; each file is read once for all guards."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple


class Import(NamedTuple):
    """Of `import module` or `from module import names`; `for_types`: only a type checker runs it."""

    module: str
    names: tuple[str, ...]
    for_types: bool
    relative: bool

    @property
    def readings(self) -> set[str]:
        """The module, and each name as if it were one below it."""
        return {self.module, *(f"{self.module}.{name}" for name in self.names)}


@cache
def imports_of(path: Path) -> tuple[Import, ...]:
    """All of a file's imports."""
    return tuple(_found(ast.parse(path.read_text("utf-8")), for_types=False))


def _found(node: ast.AST, for_types: bool) -> Iterator[Import]:
    """Imports are statements, and statements stand in statements: no expression is looked into."""
    if isinstance(node, ast.Import):
        yield from (Import(alias.name, (), for_types, False) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        names = tuple(alias.name for alias in node.names)
        yield Import(node.module or "", names, for_types, bool(node.level))
    elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
        yield from _below(node.body, for_types=True)
        yield from _below(node.orelse, for_types)
    else:
        for part in ("body", "orelse", "finalbody", "handlers", "cases"):
            yield from _below(getattr(node, part, ()), for_types)


def _below(nodes: object, for_types: bool) -> Iterator[Import]:
    if isinstance(nodes, list):  # a lambda's body is none, but no statement has one
        for node in nodes:
            yield from _found(node, for_types)
