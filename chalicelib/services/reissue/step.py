"""A reissue's record, changed under its version: of two consumers one goes on."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.reissue import Line, Reissue, State
from chalicelib.errors import Conflict
from chalicelib.store.organizers import reissues

Clock = Callable[[], datetime]
_TRIES = 5


class Overtaken(Exception):
    """Somebody else took the reissue further, or ended it: nothing is left to do for this message."""


def keep(
    before: Reissue, after: Reissue, now: datetime, lines: Sequence[Line] | None = None
) -> Reissue:
    """Write it. Raises Overtaken."""
    try:
        return reissues.change(before, after, now, lines)
    except Conflict:
        stored = reissues.load(before.id)
        if stored == replace(after, version=before.version + 1, changed_at=now):
            return stored  # our own write, whose answer was lost
        raise Overtaken from None


def keep_made(before: Reissue, made: int, passed: int, now: datetime) -> Reissue:
    """Write that a part was made, also where somebody stopped the reissue meanwhile. Raises Overtaken."""
    held = before
    for _ in range(_TRIES):
        after = replace(held.with_made(made, passed), tries=0)
        if after.place >= after.parts:
            after = replace(after, state=State.DONE)
        try:
            return keep(held, after, now)
        except Overtaken:
            found = reissues.load(before.id)
            if found is None or found.state is not State.STOPPED or found.place != before.place:
                raise
            held = found
    raise Overtaken
