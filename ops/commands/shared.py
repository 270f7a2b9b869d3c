"""What several commands say and ask."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chalicelib.domain.public_id import parse
from chalicelib.importing import mapping, values
from chalicelib.importing.dates import DateOrder
from chalicelib.importing.leaving_out import Skips
from chalicelib.importing.mapping import Mapped
from chalicelib.importing.problems import BadValue
from chalicelib.importing.quoting import quoted
from chalicelib.importing.source import MEGABYTE
from ops import files
from ops.refusals import refused

if TYPE_CHECKING:
    from chalicelib.store.claims.conferences import StoredConference

CERTIFICATE_HELP = "The certificate ID, as printed on the certificate."
DRY_RUN_HELP = "Show what would change without changing anything."
DRY_RUN_DONE = "Dry run: nothing was changed."

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
DryRun = Annotated[bool, typer.Option("--dry-run", help=DRY_RUN_HELP)]


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


def certificate_id(typed: str) -> str:
    """A certificate ID as issued, however it was typed; raises Refused."""
    found = parse(typed)
    if found is None:
        raise refused(
            "certificate ID",
            f"{quoted(typed)} isn't a certificate ID. Copy it from the certificate, such as "
            "ABCD-EFGH-JKMN-PQRS (typing mistakes are detected).",
        )
    return found


def checked_id(text: str, option: str) -> str:
    """A conference id; raises Refused naming the option."""
    try:
        return values.conference_id(text)
    except BadValue as problem:
        raise refused(option, f"{problem}.") from None


def stored_conference(conference_id: str) -> "StoredConference":
    """The conference as stored; raises Refused when there is none."""
    from chalicelib.store.claims import conferences

    stored = conferences.load(checked_id(conference_id, "conference ID"))
    if stored is None:
        raise refused(
            f"conference {conference_id}",
            "There is no conference with this ID. Import its schedule first: "
            f"import-schedule FILE --id {conference_id}",
        )
    return stored
