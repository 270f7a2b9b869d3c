"""Takes back what an import applied, where nothing else changed since."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.audit import Act, By, Entry, conference_scope
from chalicelib.domain.imports import Import, State, What
from chalicelib.errors import Conflict, NotFound
from chalicelib.importing.progress import Progress, in_parallel, parts
from chalicelib.importing.schedule.changes import Before, between
from chalicelib.services.audit.record import record, refused
from chalicelib.services.imports import undo_record
from chalicelib.store.claims import conferences
from chalicelib.store.organizers import imports, revisions
from chalicelib.store.people import registering, registrations
from chalicelib.store.tables import WRITES_AT_ONCE

TOO_LATE = "The schedule was changed after this import, so it can't be undone as a whole."
Clock = Callable[[], datetime]


def undo(held: Import, clock: Clock, progress: Progress) -> Import:
    """Write back what was there. Raises Stopped where `progress` says so: called again, it goes on."""
    if held.what is What.SCHEDULE:
        return _schedule(held, clock)
    _note(held, clock())
    return _registrations(held, clock, progress)


def _schedule(held: Import, clock: Clock) -> Import:
    stored = conferences.load(held.conference_id)
    earlier = revisions.load(held.conference_id, int(held.standing.basis))
    if stored is None:
        raise NotFound
    if earlier is None or str(stored.revision) != held.standing.result:
        return _kept(held, clock())
    act, entries = _note(held, clock())
    now_there = Before(stored.sessions, stored.withdrawn, stored.revision)
    # What the import added is withdrawn, not forgotten: somebody may have selected it.
    sessions, withdrawn, _ = between(now_there, earlier.sessions, frozenset(), ())
    after = replace(_undone(held), version=held.version + 1, changed_at=clock())
    try:
        conferences.save(
            earlier.conference,
            sessions,
            expected_revision=stored.revision,
            withdrawn=withdrawn,
            more=lambda transaction: imports.within(transaction, held, after),
        )
    except Conflict:
        found = imports.load(held.id) or held
        if found.state is not State.UNDOING:
            return found
        refused(act, entries, By(held.asked_by), clock())
        return _kept(found, clock())
    return after


def _note(held: Import, now: datetime) -> tuple[Act, list[Entry]]:
    facts = {"import": held.number}
    act = Act(conference_scope(held.conference_id), "undo-import", facts=facts)
    return act, record(act, By(held.asked_by), now)


def _kept(held: Import, now: datetime) -> Import:
    standing = replace(held.standing, code="too_late", sentence=TOO_LATE)
    return imports.change(held, replace(held, state=State.APPLIED, standing=standing), now)


def _registrations(held: Import, clock: Clock, progress: Progress) -> Import:
    before = undo_record.load(held)
    conference_id = held.conference_id
    back = {address: there for address, there in before.items() if there}
    gone = [address for address, there in before.items() if not there]

    def write(part: Sequence[str]) -> None:
        registrations.put_many(conference_id, {address: back[address] for address in part})

    registering.announce(conference_id, back)
    for _ in in_parallel(parts(list(back), WRITES_AT_ONCE), write, "Writing", progress):
        pass
    for _ in in_parallel(
        gone, lambda one: registrations.delete(one, conference_id), "Removing", progress
    ):
        pass
    registering.strike(conference_id, gone)
    now_held = imports.load(held.id) or held
    return imports.change(now_held, _undone(now_held), clock())


def _undone(held: Import) -> Import:
    standing = replace(held.standing, step="", done=0, total=0, code="", sentence="")
    return replace(held, state=State.UNDONE, standing=standing)
