"""Options of the commands that read tables."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from inspect import Signature, signature
from pathlib import Path
from typing import Annotated, Any

import typer

from chalicelib.importing.dates import DateOrder
from chalicelib.importing.leaving_out import Skips
from chalicelib.importing.mapping import Mapped, from_options, from_toml
from chalicelib.importing.source import MEGABYTE
from ops import files

Column = Annotated[
    list[str] | None,
    typer.Option(help="COLUMN=HEADING, if the file calls a column something else. Repeatable."),
]


Value = Annotated[
    list[str] | None,
    typer.Option(
        help="COLUMN:WORD=MEANING, if the file has a word of its own, such as "
        "status:Attending=confirmed. Repeatable."
    ),
]


MappingFile = Annotated[
    Path | None,
    typer.Option("--mapping", help="TOML file that keeps --column, --value and --date-order."),
]


Order = Annotated[
    DateOrder | None,
    typer.Option(help="Whether 7/11/2026 has the month (mdy) or the day (dmy) first."),
]


Sheet = Annotated[str, typer.Option(help="Which sheet of a workbook to read.")]


Encoding = Annotated[str, typer.Option(help="The text's encoding, such as cp1252 or mac_roman.")]


Skip = Annotated[
    list[str] | None,
    typer.Option(help="Leave out the row or event with this ID or address. Repeatable."),
]


SkipBadRows = Annotated[
    bool, typer.Option("--skip-bad-rows", help="Leave out every row that can't be used.")
]


@dataclass(frozen=True, slots=True)
class Table:
    """How a table is read, and what is left out of it."""

    mapped: Mapped
    skips: Skips


def reads_tables(command: Callable[..., None]) -> Callable[..., None]:
    """In place of the command's parameter `table`, it has the options above. Raises Refused."""
    asked = signature(command, eval_str=True).parameters
    options = signature(_table, eval_str=True).parameters
    parameters = [
        each.replace(kind=each.KEYWORD_ONLY)
        for name, one in asked.items()
        for each in (options.values() if name == "table" else (one,))
    ]

    @wraps(command)
    def run(*args: Any, **given: Any) -> None:
        table = _table(**{name: given.pop(name) for name in options if name in given})
        command(*args, **given, table=table)

    run.__signature__ = Signature(parameters)  # type: ignore[attr-defined] # what typer reads
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    return run


def _table(
    column: Column = None,
    value: Value = None,
    mapping: MappingFile = None,
    date_order: Order = None,
    sheet: Sheet = "",
    encoding: Encoding = "",
    skip: Skip = None,
    skip_bad_rows: SkipBadRows = False,
) -> Table:
    mapped = mapped_from(column, value, mapping, date_order, sheet, encoding)
    return Table(mapped, skips_from(skip, skip_bad_rows))


def mapped_from(
    column: list[str] | None,
    value: list[str] | None,
    kept: Path | None,
    order: DateOrder | None,
    sheet: str,
    encoding: str,
) -> Mapped:
    """The options over the mapping file; raises Refused."""
    asked = from_options(column or (), value or (), order, sheet, encoding)
    return asked.over(from_toml(files.source(kept, MEGABYTE))) if kept else asked


def skips_from(skip: list[str] | None, bad_rows: bool) -> Skips:
    """What to leave out."""
    return Skips(frozenset(name.strip() for name in skip or ()), bad_rows)
