"""Registrations as CSV: one row a registration; several rows of one address combine."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from chalicelib.domain.conference import Conference
from chalicelib.domain.email_address import InvalidAddress, normalise
from chalicelib.domain.limits import NAME_LENGTH
from chalicelib.domain.registration import Attendance, Registration, RegistrationStatus
from ops import values
from ops.problems import BadValue, Findings
from ops.schedule.draft import MAX_LABEL, cleaned
from ops.tables import Columns, Row, Table, read_table

COLUMNS = Columns(required=("email",), optional=("name", "type", "attendance", "days", "status"))
_PER_ADDRESS = 20
_SPELLINGS = {"canceled": "cancelled", "inperson": "in_person", "online": "virtual"}


@dataclass(frozen=True, slots=True)
class Registered:
    """One address, normalised, and all its registrations at the conference."""

    address: str
    registrations: tuple[Registration, ...]


def parse(
    path: Path, conference: Conference, headings: Mapping[str, str], findings: Findings
) -> tuple[Registered, ...]:
    """Raises BadInput naming every row and column that cannot be used."""
    table = read_table(path, COLUMNS, headings, findings)
    _tell_missing(table, findings)
    by_address: dict[str, list[Registration]] = {}
    for row in table.rows:
        address = row.need("email", email_address, "")
        registration = _registration(row, conference)
        if not address:
            continue
        held = by_address.setdefault(address, [])
        if registration in held:
            row.note("email", "the same registration stands in an earlier row; it counts once.")
        elif len(held) == _PER_ADDRESS:
            row.problem("email", f"it is this address's registration number {_PER_ADDRESS + 1}.")
        else:
            held.append(registration)
    findings.refuse_if_any()
    return tuple(Registered(address, tuple(held)) for address, held in by_address.items())


def email_address(text: str) -> str:
    """The address as it is compared; raises BadValue."""
    try:
        return normalise(text)
    except InvalidAddress as problem:
        raise BadValue(
            f"{values.quoted(text)} is not an email address ({str(problem).rstrip('.')})"
        ) from None


def _registration(row: Row, conference: Conference) -> Registration:
    where = f"row {row.number}"
    no_days: tuple[date, ...] = ()
    days = row.read("days", _days, no_days)
    outside = [str(day) for day in days if not conference.starts_on <= day <= conference.ends_on]
    if outside:
        row.note(
            "days",
            f"{', '.join(outside)} is outside the conference "
            f"({conference.starts_on} to {conference.ends_on}).",
        )
    return Registration(
        conference_id=conference.id,
        type=cleaned(row["type"], MAX_LABEL, where, "type", row.findings),
        attendance=row.read("attendance", _attendance, Attendance.IN_PERSON),
        days=days,
        status=row.read("status", _status, RegistrationStatus.CONFIRMED),
        name=cleaned(row["name"], NAME_LENGTH, where, "name", row.findings),
    )


def _days(text: str) -> tuple[date, ...]:
    return tuple(sorted({values.iso_date(part) for part in text.replace(";", " ").split()}))


def _attendance(text: str) -> Attendance:
    return values.choice(_spelled(text), Attendance)


def _status(text: str) -> RegistrationStatus:
    return values.choice(_spelled(text), RegistrationStatus)


def _spelled(text: str) -> str:
    return _SPELLINGS.get(text.casefold(), text)


def _tell_missing(table: Table, findings: Findings) -> None:
    """A column that is missing has a meaning, which the operator should know."""
    meanings = {
        "attendance": "every registration counts as in_person",
        "days": "every registration covers all days",
        "status": "every registration counts as confirmed",
    }
    for column, meaning in meanings.items():
        if column not in table.present:
            findings.note(f"column {column}", f"the file has none; {meaning}.")
