"""What an organizer asks to have reissued, as typed, checked."""

from dataclasses import dataclass
from datetime import date

from chalicelib.domain.email_address import InvalidAddress, normalise
from chalicelib.domain.problem import Code, Problem
from chalicelib.domain.public_id import parse
from chalicelib.domain.reissue import MOST_PEOPLE, Wanted
from chalicelib.errors import Invalid, NotFound
from chalicelib.store.certificates import snapshots
from chalicelib.store.claims import conferences
from chalicelib.store.people import accounts

_QUOTED = 100  # characters of what was typed


@dataclass(frozen=True, slots=True)
class Asked:
    """Text as typed; `people` are email addresses and certificate IDs, one a line."""

    session_id: str = ""
    before: str = ""
    people: str = ""
    email: bool = True


def checked(conference_id: str, asked: Asked) -> Wanted:
    """What is wanted. Raises Invalid naming each field and line, NotFound."""
    problems: list[Problem] = []
    before = _day(asked.before.strip(), problems)
    stored = conferences.load(conference_id)
    if stored is None:
        raise NotFound
    if asked.session_id and all(s.id != asked.session_id for s in stored.sessions):
        message = "This session isn't part of the program anymore. Choose another."
        problems.append(Problem("session_id", Code.UNKNOWN_SESSION, message))
    account_ids = _accounts(conference_id, asked.people, problems)
    if problems:
        raise Invalid(problems)
    return Wanted(asked.session_id, before, account_ids, asked.email)


def _day(text: str, problems: list[Problem]) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.append(Problem("before", Code.NOT_A_DATE, "Enter the day as a date."))
        return None


def _accounts(conference_id: str, text: str, problems: list[Problem]) -> tuple[str, ...]:
    typed = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    if len(typed) > MOST_PEOPLE:
        message = f"Enter at most {MOST_PEOPLE} people."
        problems.append(Problem("people", Code.TOO_MANY, message))
        return ()
    addresses = {one: _normalised(one) for one in typed if "@" in one}
    owners = accounts.owners_of({one for one in addresses.values() if one})
    found: dict[str, None] = {}
    for one in typed:
        owner = owners.get(addresses[one]) if "@" in one else _holder(conference_id, one)
        if owner is None:
            message = f"“{one[:_QUOTED]}” isn't a verified address or a certificate ID of this conference."
            problems.append(Problem("people", Code.REQUIRED, message))
        else:
            found[owner] = None
    return tuple(found)


def _normalised(text: str) -> str:
    try:
        return normalise(text)
    except InvalidAddress:
        return ""


def _holder(conference_id: str, text: str) -> str | None:
    public_id = parse(text)
    location = snapshots.locate(public_id) if public_id else None
    return location.account_id if location and location.conference_id == conference_id else None
