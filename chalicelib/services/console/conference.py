"""A conference as its organizers set it up: begun, its checklist, held back and let go."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from chalicelib.domain.audit import Act, By, conference_scope
from chalicelib.domain.conference import Conference, OverlapPolicy, Policies, Rounding
from chalicelib.domain.limits import CONFERENCE_NAME_LENGTH, LABEL_LENGTH
from chalicelib.domain.problem import Code, Problem
from chalicelib.domain.readiness import Step, steps
from chalicelib.domain.text import clean_text
from chalicelib.errors import Conflict, Invalid, NotFound
from chalicelib.importing.ids import conference_id as checked_id
from chalicelib.importing.problems import BadValue
from chalicelib.importing.values import time_zone
from chalicelib.services.audit.record import record
from chalicelib.store.claims import conferences
from chalicelib.store.claims.conferences import StoredConference
from chalicelib.store.people import rosters

_TAKEN = "There is a conference with this ID already. Choose another."


@dataclass(frozen=True, slots=True)
class Asked:
    """A new conference as a form has it, all of it text but the boxes that are checked."""

    id: str
    name: str
    location: str
    time_zone: str
    starts_on: str
    ends_on: str
    deadline: str = ""
    overlap: str = OverlapPolicy.WARN
    increment: str = ""
    limit_by_type: bool = False
    limit_by_days: bool = False


def begin(asked: Asked, by: By, now: datetime) -> Conference:
    """Store a new conference without sessions. Raises Invalid naming each field, Conflict."""
    found = _checked(asked)
    if conferences.load_settings([found.id]):
        raise Conflict(_TAKEN)
    act = Act(conference_scope(found.id), "begin-conference", facts={"name": found.name})
    record(act, by, now)
    try:
        conferences.save(found, (), expected_revision=0)
    except Conflict:
        raise Conflict(_TAKEN) from None
    return found


def checklist(conference_id: str, now: datetime) -> tuple[Step, ...]:
    """What it still needs before people can claim it. Raises NotFound."""
    stored = _stored(conference_id)
    roster = rosters.load(conference_id)
    registered = len(roster.people) if roster else 0
    return steps(stored.conference, len(stored.sessions), registered, now)


def hold(conference_id: str, held: bool, by: By, now: datetime) -> None:
    """Hold claims back, or let them go. Raises NotFound, and Conflict where it changed meanwhile."""
    stored = _stored(conference_id)
    if stored.conference.held is held:
        return
    action = "hold-claims" if held else "let-claims-go"
    record(Act(conference_scope(conference_id), action), by, now)
    conferences.save(
        replace(stored.conference, held=held),
        stored.sessions,
        expected_revision=stored.revision,
        withdrawn=stored.withdrawn,
    )


def _stored(conference_id: str) -> StoredConference:
    stored = conferences.load(conference_id)
    if stored is None:
        raise NotFound
    return stored


def _checked(asked: Asked) -> Conference:
    problems: list[Problem] = []
    name = clean_text(asked.name, CONFERENCE_NAME_LENGTH)
    if not name:
        problems.append(Problem("name", Code.REQUIRED, "Enter the conference's name."))
    try:
        checked_id(asked.id)
    except BadValue as problem:
        problems.append(Problem("id", problem.code, f"ID: {problem}."))
    try:
        time_zone(asked.time_zone)
    except BadValue as problem:
        problems.append(Problem("time_zone", problem.code, f"Time zone: {problem}."))
    starts = _day(asked.starts_on, "starts_on", "first day", problems)
    ends = _day(asked.ends_on, "ends_on", "last day", problems)
    last = _day(asked.deadline, "deadline", "deadline", problems) if asked.deadline else None
    if starts and ends and ends < starts:
        problems.append(Problem("ends_on", "too_early", "The last day is before the first."))
    if last and ends and last <= ends:
        sentence = "The deadline has to be after the last day: claims open then."
        problems.append(Problem("deadline", "too_early", sentence))
    increment = _increment(asked.increment, problems)
    if problems or starts is None or ends is None:
        raise Invalid(problems)
    policies = Policies(
        limit_by_type=asked.limit_by_type,
        limit_by_days=asked.limit_by_days,
        overlap=OverlapPolicy(asked.overlap),
        rounding=Rounding(increment_minutes=increment),
        deadline=last,
    )
    location = clean_text(asked.location, LABEL_LENGTH)
    return Conference(asked.id, name, asked.time_zone, starts, ends, location, policies)


def _day(text: str, field: str, words: str, problems: list[Problem]) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.append(Problem(field, Code.NOT_A_DATE, f"Enter the {words} as a date."))
        return None


def _increment(text: str, problems: list[Problem]) -> int | None:
    if not text or text == "0":
        return None
    if text.isdecimal() and 1 <= int(text[:4]) <= 60:
        return int(text)
    problems.append(Problem("increment", "minutes", "The increment is 1 to 60 minutes, or empty."))
    return None
