"""`roster CONFERENCE`: registered people and the state of their certificates."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chalicelib.domain.board_columns import RowsPer
from chalicelib.importing.quoting import counted
from ops import console, who
from ops.commands.shared import stored_conference
from ops.refusals import refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chalicelib.documents.spreadsheet import Cell
    from chalicelib.domain.conference import Conference
    from chalicelib.services.organizers.roster import Row

_COLUMNS = (
    "email",
    "name",
    "type",
    "attendance",
    "status",
    "account",
    "selected",
    "contact_minutes",
    "certificate",
    "certificate_status",
    "sent_to",
    "returned_from",
)


def roster(
    conference_id: Annotated[
        str, typer.Argument(metavar="CONFERENCE", help="The conference's ID.")
    ],
    csv_file: Annotated[
        Path | None, typer.Option("--csv", help="Also write all rows to this CSV file.")
    ] = None,
    xlsx_file: Annotated[
        Path | None, typer.Option("--xlsx", help="The same as an Excel workbook.")
    ] = None,
    per: Annotated[
        RowsPer | None,
        typer.Option(
            "--rows", help="For a board: a row for each certificate that is valid, or each session."
        ),
    ] = None,
    columns_file: Annotated[
        Path | None,
        typer.Option("--columns", help="TOML file that chooses and names the columns of --rows."),
    ] = None,
    licenses: Annotated[
        bool, typer.Option("--licenses", help="With --rows: include license numbers.")
    ] = False,
    find: Annotated[
        str, typer.Option(metavar="TEXT", help="Only people whose name or address contains this.")
    ] = "",
) -> None:
    """Show who is registered for a conference, what they selected, and their certificates."""
    stored = stored_conference(conference_id)
    if per is not None:
        _for_a_board(stored.conference, per, (csv_file, xlsx_file), columns_file, licenses, find)
    elif columns_file is not None or licenses:
        raise refused(
            "--rows", "--columns and --licenses need --rows certificate or --rows session."
        )
    else:
        _everybody(stored.conference, csv_file, xlsx_file, find)


def _for_a_board(
    conference: "Conference", per: RowsPer, wanted: tuple[Path | None, Path | None],
    columns_file: Path | None, licenses: bool, find: str,
) -> None:  # fmt: skip
    from chalicelib.domain.board_columns import known_fields, usual_columns
    from chalicelib.services.organizers.board_export import board_export, credit_ids
    from ops.columns_file import columns

    if not any(wanted):
        raise refused("--rows", "Name the file to write: --csv FILE or --xlsx FILE.")
    types = credit_ids(conference)
    if columns_file is None:
        chosen = usual_columns(per, types, licenses=licenses)
    else:
        chosen = columns(columns_file, known_fields(per, types), licenses=licenses)
    rows = board_export(conference.id, per, chosen, who.by(), datetime.now(UTC), find)
    console.say(f"{conference.name}: {counted(len(rows) - 1, 'row')}, one for each {per.value}")
    _write(rows, *wanted)


def _everybody(
    conference: "Conference", csv_file: Path | None, xlsx_file: Path | None, find: str
) -> None:
    from chalicelib.services.organizers.roster import roster as rows_of

    exported = csv_file is not None or xlsx_file is not None
    now = datetime.now(UTC)
    rows = list(rows_of(conference.id, who.by(), now, exported=exported, text=find))
    claimed = [row for row in rows if row.selected]
    certified = [row for row in rows if row.certificate]
    returned = [row for row in rows if row.returned]
    console.say(
        f"{conference.name}: {counted(len(rows), 'address', 'addresses')} registered"
        f"{f' with “{find}”' if find else ''}"
    )
    console.say(f"  with an account:     {sum(bool(row.account_id) for row in rows)}")
    console.say(f"  selected something:  {len(claimed)}")
    console.say(f"  have a certificate:  {len(certified)}")
    console.say(f"  email was returned:  {len(returned)}")
    _write([_COLUMNS, *map(_cells, rows)], csv_file, xlsx_file)


def _write(rows: "Sequence[Sequence[Cell]]", csv_file: Path | None, xlsx_file: Path | None) -> None:
    from chalicelib.documents.spreadsheet import as_csv, as_xlsx, changed_when_opened

    for option, path, made in (("--csv", csv_file, as_csv), ("--xlsx", xlsx_file, as_xlsx)):
        if path is None:
            continue
        try:
            path.write_bytes(made(rows))
        except OSError as problem:
            raise refused(option, f"{path} can't be written ({problem.strerror})") from None
        console.say(f"Written to {path}")
    changed = changed_when_opened(rows) if csv_file else 0
    if changed:
        console.say(
            f"{counted(changed, 'number')} in the CSV will lose leading zeros or digits if a spreadsheet "
            "opens it. In the workbook (--xlsx) they stay as they are.",
            "yellow",
        )


def _cells(row: "Row") -> "list[Cell]":
    each = row.registrations
    certificate = row.certificate
    return [
        row.address,
        next((one.name for one in each if one.name), ""),
        "; ".join(one.type for one in each),
        "; ".join(one.attendance.value for one in each),
        "; ".join(one.status.value for one in each),
        row.account_id,
        row.selected,
        row.contact_minutes,
        certificate.public_id if certificate else "",
        certificate.status.value if certificate else "",
        "; ".join(row.delivered),
        "; ".join(row.returned),
    ]
