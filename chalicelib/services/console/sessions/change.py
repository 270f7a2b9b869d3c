"""A change by hand is reviewed, then written: what was reviewed is what is written, or it is asked again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.audit import Act, By, conference_scope
from chalicelib.errors import Conflict
from chalicelib.importing.problems import Refused
from chalicelib.importing.schedule import apply as schedule_apply
from chalicelib.importing.schedule import by_hand
from chalicelib.importing.schedule.planned import Plan
from chalicelib.services.audit.record import record, refused
from chalicelib.services.console.sessions import who_has
from chalicelib.services.console.sessions.listing import load
from chalicelib.services.console.sessions.plans import Make
from chalicelib.services.console.sessions.who_has import Holders
from chalicelib.store.claims.conferences import StoredConference
from chalicelib.store.organizers import last_by_hand, revisions
from chalicelib.store.organizers.last_by_hand import LastByHand

CHANGED = "Something else has changed in the meantime. This is what your change would do now."
BUSY = "Other changes are being written at this moment. Try again."
_TOO_MUCH = "The sessions have more text than one conference can hold. Nothing was changed."
_NOT_UNDONE = "The conference was changed after this, so it can't be undone. Nothing was changed."
_TRIES = 3  # a change that others' changes came before is planned anew
_NOTED = 20  # lines of each kind that are kept for the page that offers to undo them


@dataclass(frozen=True, slots=True)
class Review:
    """What a change comes to, in lines by kind, and whom it concerns; `digest` confirms just this.

    `many`: it changes several sessions.
    """

    lines: Mapping[str, tuple[str, ...]]
    digest: str
    holders: Holders
    many: bool

    @property
    def concerns(self) -> bool:
        """Whether it changes sessions that were there before: others, nobody can have."""
        return bool(set(self.lines) - {"added", "facts"})


class Unconfirmed(Conflict):
    """What was confirmed is no longer what the change comes to."""


def review(conference_id: str, make: Make) -> Review:
    """Plan it. Raises Invalid, NotFound, Conflict as `make` does."""
    stored = load(conference_id)
    plan = make(stored)
    touched = by_hand.touched(stored, plan)
    known = {one.id for one in (*stored.sessions, *stored.withdrawn)}
    holders = who_has.holders(conference_id, known.intersection(touched))
    return Review(by_hand.lines_of(plan), by_hand.digest_of(plan), holders, len(touched) > 1)


def write(
    conference_id: str, make: Make, confirmed: str, action: str, by: By, now: datetime
) -> None:
    """Write what was confirmed; nothing, where it is as it should be already.

    Another organizer's change that came between is kept: ours is planned anew on it, and written if
    it comes to the same. Raises Unconfirmed where it does not, Conflict, and what `make` raises.
    """
    for _ in range(_TRIES):
        stored = load(conference_id)
        plan = make(stored)
        if not plan.changes_anything:
            return
        if by_hand.digest_of(plan) != confirmed:
            raise Unconfirmed(CHANGED)
        if _written(stored, plan, action, by, now):
            return
    raise Conflict(BUSY)


def undoable(stored: StoredConference) -> LastByHand | None:
    """The last change by hand, where nothing came after it and what was before is kept."""
    last = last_by_hand.last_by_hand(stored.conference.id)
    return last if last is not None and last.revision == stored.revision else None


def undo(conference_id: str, revision: int, by: By, now: datetime) -> None:
    """Bring back what was there before the change that left `revision`. Raises Conflict.

    That is a change by hand, too: undone again, it is done.
    """
    stored = load(conference_id)
    earlier = revisions.load(conference_id, revision - 1)
    if stored.revision != revision or undoable(stored) is None or earlier is None:
        raise Conflict(_NOT_UNDONE)
    plan = by_hand.back_to(earlier, stored)
    if not _written(stored, plan, "undo-session-change", by, now):
        raise Conflict(_NOT_UNDONE)


def _written(stored: StoredConference, plan: Plan, action: str, by: By, now: datetime) -> bool:
    """Keep what is there, note it in the audit, write it; False where somebody was faster."""
    conference_id, lines = stored.conference.id, by_hand.lines_of(plan)
    revisions.keep(stored)
    touched = by_hand.touched(stored, plan)
    facts = {"revision": str(plan.revision + 1), "changed": _in_one(lines)}
    act = Act(conference_scope(conference_id), action, touched, facts)
    entries = record(act, by, now)
    noted = {kind: held[:_NOTED] for kind, held in lines.items()}
    last = LastByHand(plan.revision + 1, now, noted)
    try:
        schedule_apply.apply(
            plan,
            by_hand.SOURCE,
            lambda transaction: last_by_hand.note(transaction, conference_id, last),
        )
    except Conflict:
        refused(act, entries, by, now)
        return False
    except Refused:
        refused(act, entries, by, now)
        raise Conflict(_TOO_MUCH) from None
    return True


def _in_one(lines: Mapping[str, tuple[str, ...]]) -> str:
    return "; ".join(f"{kind}: {line}" for kind, held in lines.items() for line in held)
