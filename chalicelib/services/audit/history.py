"""A scope's entries for a page, newest first: as many as one look may cost, and where to go on."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.audit import Entry, parse
from chalicelib.domain.audit_check import Stored
from chalicelib.domain.audit_filter import Filter
from chalicelib.store import audit

SHOWN = 50
LOOKED_AT = 500  # entries that one page reads at most, whatever it filters by
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class History:
    """`before` is where older entries go on (None: there are none); `looked_at` how many were read.

    `down_to` is the time of the oldest entry that was read.
    """

    entries: tuple[Entry, ...]
    before: int | None
    looked_at: int
    down_to: datetime | None


def history(scope: str, wanted: Filter, before: int | None = None) -> History:
    """Entries whose numbers are below `before` (None: from the newest, or from `wanted.until` on)."""
    if before is None and wanted.until is not None:
        before = _first_from(scope, wanted.until)
    shown: list[Entry] = []
    looked_at, down_to = 0, None
    while looked_at < LOOKED_AT:
        found = audit.newest(scope, before, _AT_ONCE)
        for stored in found:
            before, looked_at = stored.number, looked_at + 1
            entry = _entry(stored)
            if entry is None:
                continue
            down_to = entry.at
            if wanted.is_past(entry):
                return History(tuple(shown), None, looked_at, down_to)
            if wanted.shows(entry):
                shown.append(entry)
            if len(shown) == SHOWN:
                return History(tuple(shown), _older(before), looked_at, down_to)
        if len(found) < _AT_ONCE:
            return History(tuple(shown), None, looked_at, down_to)
    return History(tuple(shown), before, looked_at, down_to)


def _first_from(scope: str, moment: datetime) -> int:
    """The number of the first entry at or after a moment: numbers and times rise together."""
    newest = audit.newest(scope, None, 1)
    older, newer = 0, newest[0].number if newest else 0
    while older < newer:
        middle = (older + newer + 1) // 2
        found = audit.newest(scope, middle + 1, 1)
        entry = _entry(found[0]) if found else None
        if found and (entry is None or entry.at >= moment):
            newer = found[0].number - 1
        else:
            older = middle
    return newer + 1


def _older(number: int) -> int | None:
    return number if number > 1 else None


def _entry(stored: Stored) -> Entry | None:
    """None for what can't be read: `ops audit --verify` names it."""
    try:
        return parse(stored.body)
    except ValueError:
        return None
