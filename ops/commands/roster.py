"""`roster CONFERENCE`: registered people and the state of their certificates."""

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chalicelib.importing.quoting import counted
from ops import console, who
from ops.commands.shared import stored_conference
from ops.refusals import refused

if TYPE_CHECKING:
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
# A cell that a spreadsheet would take for a formula, and run.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def roster(
    conference_id: Annotated[
        str, typer.Argument(metavar="CONFERENCE", help="The conference's ID.")
    ],
    csv_file: Annotated[
        Path | None, typer.Option("--csv", help="Also write all rows to this CSV file.")
    ] = None,
    find: Annotated[
        str, typer.Option(metavar="TEXT", help="Only people whose name or address contains this.")
    ] = "",
) -> None:
    """Show who is registered for a conference, what they selected, and their certificates."""
    from chalicelib.services.organizers.roster import roster as rows_of

    stored = stored_conference(conference_id)
    exported = csv_file is not None
    now = datetime.now(UTC)
    rows = list(rows_of(stored.conference.id, who.by(), now, exported=exported, text=find))
    if csv_file is not None:
        _write(csv_file, rows)
    claimed = [row for row in rows if row.selected]
    certified = [row for row in rows if row.certificate]
    returned = [row for row in rows if row.returned]
    console.say(
        f"{stored.conference.name}: {counted(len(rows), 'address', 'addresses')} registered"
        f"{f' with “{find}”' if find else ''}"
    )
    console.say(f"  with an account:     {sum(bool(row.account_id) for row in rows)}")
    console.say(f"  selected something:  {len(claimed)}")
    console.say(f"  have a certificate:  {len(certified)}")
    console.say(f"  email was returned:  {len(returned)}")
    if csv_file is not None:
        console.say(f"Written to {csv_file}")


def _write(path: Path, rows: "list[Row]") -> None:
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(_COLUMNS)
            writer.writerows([[_cell(value) for value in _cells(row)] for row in rows])
    except OSError as problem:
        raise refused("--csv", f"{path} can't be written ({problem.strerror})") from None


def _cells(row: "Row") -> list[str]:
    each = row.registrations
    certificate = row.certificate
    return [
        row.address,
        next((one.name for one in each if one.name), ""),
        "; ".join(one.type for one in each),
        "; ".join(one.attendance.value for one in each),
        "; ".join(one.status.value for one in each),
        row.account_id,
        str(row.selected),
        str(row.contact_minutes),
        certificate.public_id if certificate else "",
        certificate.status.value if certificate else "",
        "; ".join(row.delivered),
        "; ".join(row.returned),
    ]


def _cell(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value
