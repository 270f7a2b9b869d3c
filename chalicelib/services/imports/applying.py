"""Applies a plan that somebody confirmed: once, whole for a schedule, address by address for people."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from chalicelib.aws import imports as bucket
from chalicelib.domain.audit import Act, By, conference_scope
from chalicelib.domain.email_address import address_id
from chalicelib.domain.imports import Import, State, What
from chalicelib.errors import Conflict, NotFound
from chalicelib.importing.problems import Refused
from chalicelib.importing.progress import Progress
from chalicelib.importing.schedule import apply as schedule_apply
from chalicelib.importing.schedule import plan as schedule_plan
from chalicelib.importing.schedule.planned import Plan
from chalicelib.services.audit.record import record, refused
from chalicelib.services.imports import files, undo_record
from chalicelib.services.imports.people import PeoplePlan, people_plan
from chalicelib.services.imports.planning import make_plan
from chalicelib.services.imports.refuse import CHANGED, NO_FILE, refuse
from chalicelib.store.claims import conferences
from chalicelib.store.claims.conferences import StoredConference
from chalicelib.store.organizers import imports, revisions
from chalicelib.store.people import rosters

Clock = Callable[[], datetime]
Noted = Callable[[datetime], None]


def apply_plan(held: Import, clock: Clock, progress: Progress) -> Import:
    """Write it, or plan it anew where the schedule changed after somebody confirmed it.

    Raises Stopped where `progress` says so: called again, it goes on.
    """
    if bucket.uploaded_bytes(held.id) is None:
        return refuse(held, "no_file", NO_FILE, clock())
    stored = conferences.load(held.conference_id)
    if stored is None:
        raise NotFound
    file = files.source(held.what, bucket.uploaded(held.id))
    if held.what is not What.SCHEDULE:
        return _write_people(held, people_plan(held, file, stored), clock, progress)
    if str(stored.revision) != held.standing.basis:
        return make_plan(held, clock(), CHANGED)
    asked = files.schedule_request(file, stored.conference, held.answers)
    return _write_schedule(held, schedule_plan.plan(asked, stored), stored, clock)


def _write_schedule(held: Import, planned: Plan, stored: StoredConference, clock: Clock) -> Import:
    """One transaction writes the schedule and that it is applied: never one without the other."""
    noted = _audit(held, "import-schedule", (), clock())
    if planned.changes_anything:
        revisions.keep(stored)
    result = planned.revision + int(planned.changes_anything)
    after = _applied(held, str(result), clock())
    try:
        schedule_apply.apply(
            planned,
            files.NAMES[held.what],
            lambda transaction: imports.within(transaction, held, after),
        )
    except Refused as problem:
        noted(clock())
        return refuse(held, "too_much_text", problem.findings[0].sentence, clock())
    except Conflict:
        return _after_conflict(held, noted, clock())
    return after


def _after_conflict(held: Import, noted: Noted, now: datetime) -> Import:
    """Our own write whose answer was lost, or somebody else's change."""
    found = imports.load(held.id)
    if found is None:
        raise NotFound
    if found.state is not State.CONFIRMED:
        return found
    noted(now)
    return make_plan(found, now, CHANGED)


def _write_people(held: Import, planned: PeoplePlan, clock: Clock, progress: Progress) -> Import:
    undo_record.keep(held, planned.touched)
    touched = tuple(map(address_id, planned.touched))
    noted = _audit(held, f"import-{held.what}", touched, clock())
    try:
        planned.apply(progress)
    except rosters.RosterTooLarge:
        noted(clock())
        sentence = "There are more registrations than one conference can hold. Nothing was changed."
        return refuse(held, "too_many", sentence, clock())
    # The import itself may have been written meanwhile: how far it is.
    now_held = imports.load(held.id) or held
    after = _applied(now_held, rosters.stamp(held.conference_id), clock())
    return imports.change(now_held, after, clock())


def _applied(held: Import, result: str, now: datetime) -> Import:
    standing = replace(held.standing, result=result, step="", done=0, total=0, sentence="", code="")
    return replace(
        held, state=State.APPLIED, standing=standing, version=held.version + 1, changed_at=now
    )


def _audit(held: Import, action: str, subjects: tuple[str, ...], now: datetime) -> Noted:
    """The entry before the write; what it returns says that it was refused."""
    facts = {"file": held.standing.digest, "import": held.number, "came_to": held.standing.summary}
    act = Act(conference_scope(held.conference_id), action, subjects, facts)
    by = By(held.asked_by)
    entries = record(act, by, now)
    return lambda then: refused(act, entries, by, then)
