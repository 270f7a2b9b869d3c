"""A conference as its organizers set it up: begun, its checklist, held back and let go."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from chalicelib.domain.audit import Act, By, conference_scope
from chalicelib.domain.conference import Conference
from chalicelib.domain.problem import Problem
from chalicelib.domain.readiness import Step, steps
from chalicelib.errors import Conflict, Invalid
from chalicelib.importing.ids import conference_id as checked_id
from chalicelib.importing.problems import BadValue
from chalicelib.services.audit.record import recording
from chalicelib.services.console.change import Asked, stored_conference, wanted
from chalicelib.settings import settings
from chalicelib.store import audit
from chalicelib.store.claims import conferences
from chalicelib.store.claims.conferences import StoredConference
from chalicelib.store.people import rosters

_TRIES = 4
_BUSY = "Others are changing this conference at this moment. Try again."
_TAKEN = "There is a conference with this ID already. Choose another."


def begin(conference_id: str, values: Mapping[str, Any], by: By, now: datetime) -> Conference:
    """Store a new conference without sessions. Raises Invalid naming each setting, Conflict.

    `values` are named as in `settings.toml`, with name, days and time zone among them.
    """
    problems: list[Problem] = []
    try:
        checked_id(conference_id)
    except BadValue as problem:
        problems.append(Problem("id", problem.code, f"ID: {problem}."))
    empty = StoredConference(Conference(conference_id, "", "", date.min, date.min), (), 0)
    try:
        found = wanted(empty, Asked("begin-conference", 0, values)).conference
    except Invalid as refused:
        raise Invalid([*problems, *refused.problems]) from None
    if problems:
        raise Invalid(problems)
    if conferences.load_settings([found.id]):
        raise Conflict(_TAKEN)
    act = Act(conference_scope(found.id), "begin-conference", facts={"name": found.name})
    with recording(act, by, now):
        try:
            conferences.save(found, (), expected_revision=0)
        except Conflict:
            raise Conflict(_TAKEN) from None
    return found


def checklist(conference_id: str, now: datetime) -> tuple[Step, ...]:
    """What it still needs before people can claim it. Raises NotFound."""
    stored = stored_conference(conference_id)
    roster = rosters.load(conference_id)
    held = roster.people.values() if roster else ()
    registered = sum(any(one.confirmed for one in of_one) for of_one in held)
    first_year = settings().first_ceu_year
    return steps(stored.conference, len(stored.sessions), registered, now, first_year)


def hold(conference_id: str, held: bool, by: By, now: datetime) -> None:
    """Hold claims back, or let them go, whatever else is changed at the same moment.

    Raises NotFound, and Conflict where others keep changing the conference.
    """
    act = Act(conference_scope(conference_id), "hold-claims" if held else "let-claims-go")
    for _ in range(_TRIES):
        stored = stored_conference(conference_id)
        if stored.conference.held is held:
            return
        try:
            conferences.save(
                replace(stored.conference, held=held),
                stored.sessions,
                expected_revision=stored.revision,
                withdrawn=stored.withdrawn,
                more=lambda transaction: audit.within(transaction, act, by, now),
            )
        except Conflict:
            continue
        return
    raise Conflict(_BUSY)
