"""What a change by hand comes to: planned as an import is, with nothing read from a file."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace

from chalicelib.domain.conference import Conference, Session
from chalicelib.importing.leaving_out import Skips, Tally
from chalicelib.importing.problems import Findings
from chalicelib.importing.schedule import changes, set_by_hand
from chalicelib.importing.schedule.changes import Before, Changes
from chalicelib.importing.schedule.planned import Plan
from chalicelib.store.claims.conferences import StoredConference

SOURCE = "the schedule"


def planned(
    stored: StoredConference,
    put: Iterable[Session],
    cancelled: frozenset[str] = frozenset(),
    replaced: frozenset[str] = frozenset(),
) -> Plan:
    """The plan that puts these sessions in, changed or new, and cancels those; the others stay.

    `replaced` are ids that mean another session now, as a person said. The conference's days grow
    with its sessions, and never shrink.
    """
    put = tuple(put)
    touched = {session.id for session in put} | cancelled
    kept = [session for session in stored.sessions if session.id not in touched]
    sessions, withdrawn, changed = changes.between(_before(stored), put, replaced, kept)
    marked = tuple(set_by_hand.cancelled(s) if s.id in cancelled else s for s in withdrawn)
    days = [session.day for session in put]
    conference = replace(
        stored.conference,
        starts_on=min([stored.conference.starts_on, *days]),
        ends_on=max([stored.conference.ends_on, *days]),
    )
    return _plan(stored, conference, sessions, marked, changed)


def back_to(earlier: StoredConference, stored: StoredConference) -> Plan:
    """The plan that undoes the change after `earlier`; what that added is withdrawn, not forgotten."""
    sessions, withdrawn, changed = changes.between(
        _before(stored), earlier.sessions, frozenset(), ()
    )
    then = {session.id: session for session in earlier.withdrawn}
    gone = tuple(
        replace(session, by_hand=then[session.id].by_hand) if session.id in then else session
        for session in withdrawn
    )
    return _plan(stored, earlier.conference, sessions, gone, changed)


def lines_of(plan: Plan) -> dict[str, tuple[str, ...]]:
    """What the plan changes, in lines by kind; kinds without a line are left out."""
    kinds = ("added", "changed", "moved", "replaced", "returned", "withdrawn")
    found = {"facts": plan.facts} | {kind: getattr(plan.changes, kind) for kind in kinds}
    return {kind: lines for kind, lines in found.items() if lines}


def digest_of(plan: Plan) -> str:
    """Tells one plan's effect from another's: the same for the same lines, whatever else changed."""
    return hashlib.sha256(json.dumps(lines_of(plan)).encode()).hexdigest()[:32]


def touched(stored: StoredConference, plan: Plan) -> tuple[str, ...]:
    """The ids of the sessions that are other after the plan than before it."""
    was = {one.id: (one, False) for one in stored.sessions}
    was |= {one.id: (one, True) for one in stored.withdrawn}
    now = [(one, False) for one in plan.sessions] + [(one, True) for one in plan.withdrawn]
    return tuple(each[0].id for each in now if was.get(each[0].id) != each)


def _before(stored: StoredConference) -> Before:
    return Before(stored.sessions, stored.withdrawn, stored.revision)


def _plan(
    stored: StoredConference,
    conference: Conference,
    sessions: tuple[Session, ...],
    withdrawn: tuple[Session, ...],
    changed: Changes,
) -> Plan:
    nothing = Findings(SOURCE)
    return Plan(
        conference,
        sessions,
        withdrawn,
        stored.revision,
        changes.of_conference(stored.conference, conference),
        replace(changed, kept=()),
        nothing.notes,
        Tally(Skips(), nothing),
    )
