"""Counters of what can be tried again and again: one item for each key and window.

Keys are hashed: a counter names no person and no network. Each change is one update, never part of a
transaction: counters that many requests share would make those transactions fail.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.store.accounts_table import LimitItem, SingleTryItem
from chalicelib.store.keys import LIMIT, throttle_key
from chalicelib.store.tables import change_if, find, take_out

_KEPT = timedelta(hours=1)  # after the window: a refund may come a little later


@dataclass(frozen=True, slots=True)
class Counter:
    """What is counted (kind and key) in which window."""

    kind: str
    key: str
    window: datetime

    @property
    def partition(self) -> str:
        """Where it lies."""
        return throttle_key(self.kind, self.key, self.window.isoformat())


def add(counter: Counter, most: int, tidy_at: datetime) -> bool:
    """Count one try, if fewer than `most` are counted; of tries made at once each takes its own."""
    return change_if(
        LimitItem(counter.partition, LIMIT),
        [
            LimitItem.tries.add(1),
            LimitItem.kind.set(LimitItem),
            LimitItem.ttl.set(tidy_at + _KEPT),
        ],
        LimitItem.tries.does_not_exist() | (LimitItem.tries < most),
    )


def subtract(counter: Counter, units: int) -> None:
    """Give units back, in one attempt: repeated after a time-out, they would be given back twice."""
    subtract_at(counter.partition, units)


def subtract_at(partition: str, units: int) -> None:
    """The same for a counter that is known by where it lies."""
    change_if(
        SingleTryItem(partition, LIMIT),
        [SingleTryItem.tries.add(-units)],
        SingleTryItem.tries >= units,
    )


def owe(counter: Counter, tidy_at: datetime) -> None:
    """Note that the shared counters took one wrong try from here."""
    LimitItem(counter.partition, LIMIT).update(
        [
            LimitItem.owed.add(1),
            LimitItem.kind.set(LimitItem),
            LimitItem.ttl.set(tidy_at + _KEPT),
        ]
    )


def settle(counter: Counter) -> int:
    """Delete the counter; returns what it owed, to only one caller however many ask at once."""
    gone = take_out(SingleTryItem(counter.partition, LIMIT))
    return int(gone.owed or 0) if gone else 0


def counted(counter: Counter) -> int:
    """How many tries are counted now."""
    item = find(LimitItem, counter.partition, LIMIT)
    return int(item.tries or 0) if item else 0
