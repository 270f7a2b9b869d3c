"""Registrations as a spreadsheet: one row a registration; several rows of one address combine."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from chalicelib.domain.conference import Conference, Session
from chalicelib.domain.email_address import InvalidAddress, normalise
from chalicelib.domain.limits import NAME_LENGTH
from chalicelib.domain.proof import NONE, Proof, combined
from chalicelib.domain.registration import (
    Attendance,
    Registration,
    RegistrationStatus,
    with_proof,
)
from chalicelib.importing.dates import DateOrder, a_date
from chalicelib.importing.leaving_out import Skips, Tally
from chalicelib.importing.mapping import Mapped
from chalicelib.importing.people.check_ins import Program
from chalicelib.importing.plain_text import cleaned
from chalicelib.importing.problems import BadValue, Findings, refused
from chalicelib.importing.quoting import quoted
from chalicelib.importing.schedule.draft import MAX_LABEL
from chalicelib.importing.source import Source
from chalicelib.importing.table.columns import Columns
from chalicelib.importing.table.known_headings import REGISTRATION_HEADINGS
from chalicelib.importing.table.rows import Row, Table, read_table
from chalicelib.importing.words import a_status, an_attendance

COLUMNS = Columns(
    names=(
        "email",
        "name",
        "first_name",
        "last_name",
        "type",
        "attendance",
        "days",
        "status",
        "attended",
    ),
    needed=(("email",),),
    key="email",
    known=REGISTRATION_HEADINGS,
)

_PER_ADDRESS = 20
_NO_NAME = re.compile(r"[\W_]+")
_TITLES = {"dr", "mr", "mrs", "ms", "mx", "prof", "phd", "edd", "jr", "sr", ""}
_LISTED = re.compile(r"(?:[^<>]*<\s*|mailto:)([^<>\s]+@[^<>\s]+?)\s*>?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Registered:
    """One address, normalized, and all its registrations at the conference.

    `tells_attendance`: the file has a column for it, so that what is stored of it does not stay.
    """

    address: str
    registrations: tuple[Registration, ...]
    tells_attendance: bool = False


@dataclass(slots=True)
class _Held:
    """What the rows above said of an address, and under which name."""

    name: str = ""
    row: int = 0
    registrations: list[Registration] = field(default_factory=list)
    proof: Proof = NONE


def parse(
    source: Source,
    conference: Conference,
    sessions: Sequence[Session],
    mapped: Mapped,
    skips: Skips,
    findings: Findings,
) -> tuple[tuple[Registered, ...], Tally]:
    """Raises Refused naming every row and column that cannot be used."""
    table = read_table(source, COLUMNS, mapped, findings, ("days",))
    _tell_missing(table, findings)
    tally = Tally(skips, findings)
    program = Program(conference, sessions)
    by_address: dict[str, _Held] = {}
    for row in table.rows:
        address = row.need("email", email_address, "")
        registration = _registration(row, conference, table.date_order)
        proof = row.read("attended", partial(program.attended, order=table.date_order), NONE)
        held = by_address.get(address) or _Held(registration.name, row.number)
        if registration not in held.registrations and len(held.registrations) == _PER_ADDRESS:
            row.problem(
                "email", "too_many", f"It is this address's registration number {_PER_ADDRESS + 1}."
            )
        if tally.takes(row.findings, row.place, (row["email"], address)):
            by_address.setdefault(address, held)
            if _add(row, address, registration, held, tally):
                held.proof = combined((held.proof, proof))
    tally.tell_unknown_skips()
    findings.refuse_if_any()
    if not by_address:
        raise refused(source.name, "no_rows", "Every row of the file is left out.")
    told = "attended" in table.present
    found = (
        Registered(address, with_proof(held.registrations, held.proof), told)
        for address, held in by_address.items()
    )
    return tuple(found), tally


def _add(row: Row, address: str, registration: Registration, held: _Held, tally: Tally) -> bool:
    """Combine a row with those above of the same address; False where it is of another person."""
    if _another_person(held.name, registration.name):
        tally.leave_taken(
            f"{row.place}, column email",
            "another_person",
            f"{quoted(address)} is {quoted(held.name)} in row {held.row}; "
            f"{quoted(registration.name)} is left out and needs an address of their own.",
        )
        return False
    if replace(registration, name=held.name) in held.registrations:
        row.findings.note(
            f"{row.place}, column email",
            "repeated",
            "the same registration also appears in an earlier row; it counts once.",
        )
        tally.findings.notes.extend(row.findings.notes[-1:])
    else:
        held.name = held.name or registration.name
        held.registrations.append(replace(registration, name=held.name))
    return True


def _another_person(first: str, second: str) -> bool:
    """Whether two names, compared without case, order and punctuation, are two people's."""
    one, other = (_words_of(name) for name in (first, second))
    return bool(first and second) and one != other


def _words_of(name: str) -> list[str]:
    """What a name is compared by: neither initials nor titles make another person."""
    words = [word for word in _NO_NAME.split(name.casefold()) if word not in _TITLES]
    whole = [word for word in words if len(word) > 1]
    return sorted(whole if len(whole) > 1 else words)


def email_address(text: str) -> str:
    """The address as it is compared; raises BadValue."""
    listed = _LISTED.fullmatch(text)  # Kim <kim@school.example>, as mail programs copy it
    try:
        return normalise(listed[1] if listed else text)
    except InvalidAddress as problem:
        raise BadValue(
            f"{quoted(text)} isn't an email address ({str(problem).rstrip('.')})", "email"
        ) from None


def full_name(row: Row) -> str:
    """The name column, else first and last name."""
    whole = row["name"] or f"{row['first_name']} {row['last_name']}"
    return cleaned(whole, NAME_LENGTH, row.place, "name", row.findings)


def _registration(row: Row, conference: Conference, order: DateOrder | None) -> Registration:
    no_days: tuple[date, ...] = ()
    days = row.read("days", lambda text: _days(text, order), no_days)
    outside = [str(day) for day in days if not conference.starts_on <= day <= conference.ends_on]
    if outside:
        row.note(
            "days",
            "outside",
            f"{', '.join(outside)} is outside the conference "
            f"({conference.starts_on} to {conference.ends_on}).",
        )
    return Registration(
        conference_id=conference.id,
        type=cleaned(row["type"], MAX_LABEL, row.place, "type", row.findings),
        attendance=row.read("attendance", an_attendance, Attendance.IN_PERSON),
        days=days,
        status=row.read("status", a_status, RegistrationStatus.CONFIRMED),
        name=full_name(row),
    )


def _days(text: str, order: DateOrder | None) -> tuple[date, ...]:
    """Dates separated by semicolons, line breaks or, where each is of numbers, spaces and commas."""
    found = set()
    for part in re.split(r"[;|\n]|(?<=\d{4}),\s+(?=[A-Za-z])|(?<=\d{4})\s+(?:and|&)\s+", text):
        words = [
            word for word in re.split(r"[\s,]+", part) if word.casefold() not in ("", "and", "&")
        ]
        if words and all(re.fullmatch(r"[\d/.-]+", word) for word in words):
            found |= {a_date(word, order) for word in words}
        elif words:
            found.add(a_date(part, order))
    return tuple(sorted(found))


def _tell_missing(table: Table, findings: Findings) -> None:
    """A column that is missing has a meaning, which a person should know."""
    meanings = {
        "attendance": "every registration counts as in_person",
        "days": "every registration covers all days",
        "status": "every registration counts as confirmed",
    }
    for column, meaning in meanings.items():
        if column not in table.present:
            findings.note(f"column {column}", "no_column", f"the file has none; {meaning}.")
