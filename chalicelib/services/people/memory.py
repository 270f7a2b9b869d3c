"""What is remembered for a while: where a person signed in from, and on which devices."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.store.people import notes


@dataclass(frozen=True, slots=True)
class Note:
    """Something that happened, to remember for `lasts`."""

    kind: str
    key: str
    lasts: timedelta


def remember(happened: Collection[Note], now: datetime) -> None:
    """Note that all of it happened now, in one call."""
    notes.write([(note.kind, note.key, now + note.lasts) for note in happened], now)


def remembered(asked: Collection[Note], now: datetime) -> set[Note]:
    """Which of it happened within the time it is remembered for, in one call."""
    found = notes.read([(note.kind, note.key) for note in asked])
    return {
        note
        for note in asked
        if (at := found.get((note.kind, note.key))) is not None and now - at <= note.lasts
    }
