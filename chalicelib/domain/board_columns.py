"""The columns of an export for a board, and what a certificate has in each."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from chalicelib.domain.certificate import AttendedSession, Snapshot

Cell = str | int | Decimal | date
CREDIT = "credit."  # before a credit type's id
LICENSE_NUMBER = "license_number"


class RowsPer(StrEnum):
    """What has a row of its own."""

    CERTIFICATE = "certificate"
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class Column:
    """`name` heads it. It has what `field` names or, without one, `value` in every row."""

    name: str
    field: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate that stands, and the address its person is registered under."""

    email: str
    snapshot: Snapshot


CERTIFICATE_FIELDS: dict[str, Callable[[Issued], Cell]] = {
    "email": lambda one: one.email,
    "name": lambda one: one.snapshot.name,
    "certificate": lambda one: one.snapshot.public_id,
    "issued_on": lambda one: one.snapshot.issued_at.astimezone(
        ZoneInfo(one.snapshot.time_zone)
    ).date(),
    "conference": lambda one: one.snapshot.conference_name,
    "starts_on": lambda one: one.snapshot.starts_on,
    "ends_on": lambda one: one.snapshot.ends_on,
    "location": lambda one: one.snapshot.location,
    "provider": lambda one: one.snapshot.provider.name,
    "sessions": lambda one: len(one.snapshot.sessions),
    "contact_minutes": lambda one: one.snapshot.totals.total.minutes,
    "contact_hours": lambda one: one.snapshot.totals.total.hours,
    "ceus": lambda one: one.snapshot.totals.total.ceus,
    "license_board": lambda one: one.snapshot.license.board if one.snapshot.license else "",
    "license_kind": lambda one: one.snapshot.license.kind if one.snapshot.license else "",
    LICENSE_NUMBER: lambda one: one.snapshot.license.number if one.snapshot.license else "",
}
SESSION_FIELDS: dict[str, Callable[[AttendedSession], Cell]] = {
    "session": lambda held: held.title,
    "session_date": lambda held: held.day,
    "starts_at": lambda held: f"{held.starts_at:%H:%M}",
    "ends_at": lambda held: f"{held.ends_at:%H:%M}",
    "attended_on": lambda held: held.attended_on,
    "mode": lambda held: "online" if held.mode.value == "virtual" else "in person",
    "attended_as": lambda held: "recording" if held.recorded else "live",
    "speakers": lambda held: ", ".join(held.speakers),
    "track": lambda held: held.track,
    "minutes": lambda held: held.contact_minutes,
}
_OF_THE_WHOLE = ("sessions", "contact_minutes", "contact_hours", "ceus")


def known_fields(per: RowsPer, types: Iterable[str]) -> list[str]:
    """What a column may hold: in rows of sessions, a credit type's minutes; else its total.

    `types` are the ids of credit types.
    """
    fields = list(CERTIFICATE_FIELDS)
    if per is RowsPer.SESSION:
        fields = [name for name in fields if name not in _OF_THE_WHOLE] + list(SESSION_FIELDS)
    return [*fields, *(f"{CREDIT}{type_id}" for type_id in types)]


def usual_columns(per: RowsPer, types: Iterable[str], *, licenses: bool) -> tuple[Column, ...]:
    """Every field under its own name; license numbers only where asked for."""
    fields = known_fields(per, types)
    return tuple(Column(name, name) for name in fields if licenses or name != LICENSE_NUMBER)


def board_rows(
    per: RowsPer, columns: Sequence[Column], issued: Sequence[Issued]
) -> list[list[Cell]]:
    """The columns' names, then a row for each certificate or each of its sessions."""
    rows: list[list[Cell]] = [[column.name for column in columns]]
    for one in issued:
        held: Sequence[AttendedSession | None] = (
            one.snapshot.sessions if per is RowsPer.SESSION else [None]
        )
        rows += [[_cell(column, one, session) for column in columns] for session in held]
    return rows


def _cell(column: Column, one: Issued, session: AttendedSession | None) -> Cell:
    if not column.field:
        return column.value
    if column.field in CERTIFICATE_FIELDS:
        return CERTIFICATE_FIELDS[column.field](one)
    if column.field.startswith(CREDIT):
        return _credit(column.field.removeprefix(CREDIT), one, session)
    return SESSION_FIELDS[column.field](session) if session else ""


def _credit(type_id: str, one: Issued, session: AttendedSession | None) -> Cell:
    if session is None:
        earned = next((each for each in one.snapshot.credits if each.id == type_id), None)
        return earned.amount if earned else ""
    type_ = next((each for each in one.snapshot.credit_types if each.id == type_id), None)
    return session.minutes_for(type_) if type_ else 0
