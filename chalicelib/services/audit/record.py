"""Write down what somebody is about to do, or read; and where it was refused then."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.audit import Act, By, Entry, parts
from chalicelib.errors import Conflict, Invalid, NotFound, TooManyRequests
from chalicelib.logs import logger
from chalicelib.store import audit

# With these, nothing was written. After anything else it is not known, and the entry stands alone.
_REFUSALS = (Conflict, Invalid, NotFound, TooManyRequests)


def record(act: Act, by: By, now: datetime, *, daily: bool = False) -> list[Entry]:
    """An entry for the act, or several where it touches more than one entry names.

    Call it before the write, or before what was read is shown: nothing happens without its entry, and
    an entry may speak of something that then failed; `recording` says so. `daily`: once a day is
    enough, for what a person does as often as they like. Raises Conflict, Unavailable.
    """
    entries = [audit.append(part, by, now, daily=daily) for part in parts(act)]
    for entry in entries:
        logger.info("audit", action=entry.action, scope=entry.scope, number=entry.number)
    return entries


@contextmanager
def recording(act: Act, by: By, now: datetime) -> Iterator[Callable[[], None]]:
    """The act's entry before the write within, and one more where that is refused: then nothing happened.

    What it gives says so where nothing was raised, either.
    """
    entries = record(act, by, now)
    try:
        yield lambda: refused(act, entries, by, now)
    except _REFUSALS:
        refused(act, entries, by, now)
        raise


def refused(act: Act, entries: Sequence[Entry], by: By, now: datetime) -> None:
    """Say of these entries of an act that it was refused. Raises Conflict, Unavailable."""
    numbers = [entry.number for entry in entries]
    which = f"entry {numbers[0]}" if len(numbers) == 1 else f"entries {numbers[0]} to {numbers[-1]}"
    facts = {**act.facts, "came_to": f"refused, so {which} changed nothing", "refused": "yes"}
    record(replace(act, facts=facts), by, now)
