"""What an organizer decides about a reissue: have it counted, start it, stop it."""

from dataclasses import replace
from datetime import datetime

from chalicelib.aws import next_steps
from chalicelib.domain.audit import Act, By, conference_scope
from chalicelib.domain.limits import REASON_LENGTH
from chalicelib.domain.numbered_id import new_id
from chalicelib.domain.problem import Code, Problem
from chalicelib.domain.reissue import STARTABLE, UNFINISHED, Reissue, State, Wanted
from chalicelib.domain.text import clean_text
from chalicelib.errors import Conflict, Invalid, NotFound
from chalicelib.services.audit.record import record, recording, refused
from chalicelib.services.reissue.run import CHANGED
from chalicelib.store.claims import conferences
from chalicelib.store.organizers import reissues
from chalicelib.store.people.registering import registered_at

_OTHER = "Someone else changed this reissue. Look at it again before you go on."
_TRIES = 10
_STOPPABLE = (*UNFINISHED, State.PLANNED)


def of_conference(conference_id: str) -> list[Reissue]:
    """Every reissue of a conference, newest first."""
    return reissues.of_conference(conference_id)


def open_reissue(conference_id: str, reissue_id: str) -> Reissue:
    """The conference's own. Raises NotFound."""
    found = reissues.load(reissue_id)
    if found is None or found.conference_id != conference_id:
        raise NotFound
    return found


def begin(conference_id: str, wanted: Wanted, by: By, now: datetime) -> Reissue:
    """Have it counted: nothing is made. Raises Conflict where the conference was not reindexed."""
    registered_at(conference_id)
    found = Reissue(new_id(conference_id), State.COUNTING, wanted, by.who, now, now)
    record(_act(found, "count-reissue"), by, now)
    reissues.begin(found)
    next_steps.queue_reissue(found.id, found.version)
    return found


def start(held: Reissue, version: int, by: By, now: datetime) -> Reissue:
    """Make what was counted, or the rest of it. Raises Invalid without a reason, Conflict."""
    why = clean_text(by.why, REASON_LENGTH)
    if not why:
        raise Invalid([Problem("why", Code.REQUIRED, "Say why, for the audit.")])
    stale = held.state is State.PLANNED and held.version != version
    if stale or held.state not in STARTABLE:
        raise Conflict(_OTHER)
    stored = conferences.load(held.conference_id)
    if stored is None or stored.revision != held.revision:
        raise Conflict(CHANGED)
    state = State.MAKING if held.place < held.parts else State.DONE
    after = replace(held, state=state, asked_by=by.who, why=why, sentence="", tries=0)
    with recording(_act(held, "start-reissue"), By(by.who, why), now):
        found = reissues.change(held, after, now)
    next_steps.queue_reissue(found.id, found.version)
    return found


def stop(held: Reissue, by: By, now: datetime) -> Reissue:
    """Make no more of it, or (before it was started) nothing at all. Raises Conflict."""
    found, act = held, _act(held, "stop-reissue")
    if found.state not in _STOPPABLE:
        return found
    entries = record(act, by, now)
    for _ in range(_TRIES):
        if found.state not in _STOPPABLE:  # it was done first
            break
        state = State.STOPPED if found.state is State.MAKING else State.DISCARDED
        try:
            return reissues.change(found, replace(found, state=state), now)
        except Conflict:  # the consumer goes on all the time
            found = open_reissue(held.conference_id, held.id)
    refused(act, entries, by, now)
    if found.state not in _STOPPABLE:
        return found
    raise Conflict(_OTHER)


def _act(held: Reissue, action: str) -> Act:
    wanted = held.wanted
    facts = {
        "reissue": held.number,
        "email": "yes" if wanted.email else "no",
        "certificates": str(held.counts.again),
    }
    if wanted.session_id:
        facts["session"] = wanted.session_id
    if wanted.before:
        facts["before"] = wanted.before.isoformat()
    return Act(conference_scope(held.conference_id), action, wanted.account_ids, facts)
