"""Options of the commands that read tables."""

from pathlib import Path
from typing import Annotated

import typer

from chalicelib.importing import mapping
from chalicelib.importing.dates import DateOrder
from chalicelib.importing.leaving_out import Skips
from chalicelib.importing.mapping import Mapped
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


def mapped_from(
    column: list[str] | None,
    value: list[str] | None,
    kept: Path | None,
    order: DateOrder | None,
    sheet: str,
    encoding: str,
) -> Mapped:
    """The options over the mapping file; raises Refused."""
    asked = mapping.from_options(column or (), value or (), order, sheet, encoding)
    return asked.over(mapping.from_toml(files.source(kept, MEGABYTE))) if kept else asked


def skips_from(skip: list[str] | None, bad_rows: bool) -> Skips:
    """What to leave out."""
    return Skips(frozenset(name.strip() for name in skip or ()), bad_rows)
