"""What an organizer decides about an import: answer its questions, apply it, discard it, undo it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime

from chalicelib.aws import next_steps
from chalicelib.domain.audit import Act, By, conference_scope
from chalicelib.domain.imports import ANSWERABLE, Answers, Import, State, What
from chalicelib.errors import Conflict, NotFound
from chalicelib.services.audit.record import recording
from chalicelib.services.imports.refuse import CHANGED, DISCARDED, refuse
from chalicelib.store.claims import conferences
from chalicelib.store.organizers import imports
from chalicelib.store.people import rosters

Decision = Callable[[Import, int, By, datetime], Import]

_OTHER = "Someone else changed this import. Look at it again before you go on."
_BUSY = "Another import of this conference is being written. Wait until it's done, then try again."
_OVER = "This import's file was deleted after seven days. Upload it again."
_NOT_UNDONE = "The conference was changed after this import, so it can't be undone as a whole."


def of_conference(conference_id: str) -> list[Import]:
    """Every import of a conference, newest first."""
    return imports.of_conference(conference_id)


def open_import(conference_id: str, import_id: str) -> Import:
    """The conference's own import. Raises NotFound."""
    found = imports.load(import_id)
    if found is None or found.conference_id != conference_id:
        raise NotFound
    return found


def answer(held: Import, answers: Answers, version: int, now: datetime) -> Import:
    """Plan it anew with these answers, and keep them for the next file."""
    _check(held, version, now, *ANSWERABLE)
    standing = replace(held.standing, sentence="", code="")
    after = replace(held, state=State.UPLOADED, answers=answers, standing=standing)
    found = imports.change(
        held, after, now, lambda transaction: imports.keep_answers(transaction, after)
    )
    next_steps.queue(found.id)
    return found


def confirm(held: Import, version: int, by: By, now: datetime) -> Import:
    """Have it applied; where the conference changed after it was planned, have it planned anew."""
    _check(held, version, now, State.PLANNED)
    if _basis(held) != held.standing.basis:
        with _recording(held, "confirm-import", by, now, "planned again"):
            standing = replace(held.standing, sentence=CHANGED)
            after = replace(held, state=State.UPLOADED, standing=standing)
            found = imports.change(held, after, now)
    else:
        with _recording(held, "confirm-import", by, now):
            found = _write(held, State.CONFIRMED, by, now)
    next_steps.queue(found.id)
    return found


def undo(held: Import, version: int, by: By, now: datetime) -> Import:
    """Have what it applied taken back, where nothing else changed since."""
    _check(held, version, now, State.APPLIED)
    if _basis(held) != held.standing.result:
        raise Conflict(_NOT_UNDONE)
    with _recording(held, "ask-to-undo-import", by, now):
        found = _write(held, State.UNDOING, by, now)
    next_steps.queue(found.id)
    return found


def discard(held: Import, version: int, by: By, now: datetime) -> Import:
    """Change nothing, and say so."""
    _check(held, version, now, *ANSWERABLE)
    with _recording(held, "discard-import", by, now):
        return refuse(held, "discarded", DISCARDED, now)


def _write(held: Import, state: State, by: By, now: datetime) -> Import:
    try:
        return imports.change(held, replace(held, state=state, asked_by=by.who, tries=0), now)
    except Conflict:
        busy = imports.writing(held.conference_id) not in ("", held.id)
        raise Conflict(_BUSY if busy else _OTHER) from None


def _basis(held: Import) -> str:
    """What a plan of this kind is made from, as it is now."""
    if held.what is not What.SCHEDULE:
        return rosters.stamp(held.conference_id)
    stored = conferences.load(held.conference_id)
    return str(stored.revision) if stored else ""


def _check(held: Import, version: int, now: datetime, *states: State) -> None:
    if held.version != version or held.state not in states:
        raise Conflict(_OTHER)
    if not held.file_is_kept(now):
        raise Conflict(_OVER)


def _recording(
    held: Import, action: str, by: By, now: datetime, came_to: str = ""
) -> AbstractContextManager[object]:
    result = came_to or held.standing.summary
    facts = {"import": held.number, "what": held.what.value, "came_to": result}
    return recording(Act(conference_scope(held.conference_id), action, facts=facts), by, now)
