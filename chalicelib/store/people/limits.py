"""Counters of what can be tried again and again: one item for each key and window.

Keys are hashed: a counter names no person and no network. Each change is one update, never part of a
transaction: counters that many requests share would make those transactions fail.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from pynamodb.exceptions import DeleteError, DoesNotExist, UpdateError

from chalicelib.store.accounts_table import LimitItem, SingleTryItem, ThrottleItem
from chalicelib.store.tables import condition_failed

_SORT_KEY = "LIMIT"
_KNOWN_SORT_KEY = "THROTTLE"  # as 0.1.0 wrote it
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
        return _partition(self.kind, self.key, self.window.isoformat())


def add(counter: Counter, most: int, tidy_at: datetime) -> bool:
    """Count one try, if fewer than `most` are counted; of tries made at once each takes its own."""
    item = LimitItem(counter.partition, _SORT_KEY)
    try:
        item.update(
            [
                LimitItem.tries.add(1),
                LimitItem.kind.set(LimitItem),
                LimitItem.ttl.set(tidy_at + _KEPT),
            ],
            condition=LimitItem.tries.does_not_exist() | (LimitItem.tries < most),
        )
    except UpdateError as problem:
        if condition_failed(problem):
            return False
        raise
    return True


def subtract(counter: Counter, units: int) -> None:
    """Give units back, in one attempt: repeated after a time-out, they would be given back twice."""
    item = SingleTryItem(counter.partition, _SORT_KEY)
    try:
        item.update([SingleTryItem.tries.add(-units)], condition=SingleTryItem.tries >= units)
    except UpdateError as problem:
        if not condition_failed(problem):
            raise


def owe(counter: Counter, tidy_at: datetime) -> None:
    """Note that the counters which this one's tries share took one wrong try."""
    LimitItem(counter.partition, _SORT_KEY).update(
        [
            LimitItem.owed.add(1),
            LimitItem.kind.set(LimitItem),
            LimitItem.ttl.set(tidy_at + _KEPT),
        ]
    )


def settle(counter: Counter) -> int:
    """Forget the counter; returns what it owed, to one caller alone however many ask at once."""
    try:
        item = LimitItem.get(counter.partition, _SORT_KEY, consistent_read=True)
    except DoesNotExist:
        return 0
    owed = int(item.owed or 0)
    unchanged = SingleTryItem.owed == owed if owed else SingleTryItem.owed.does_not_exist()
    try:
        SingleTryItem(counter.partition, _SORT_KEY).delete(
            condition=SingleTryItem.pk.exists() & unchanged
        )
    except DeleteError as problem:
        if condition_failed(problem):
            return 0
        raise
    return owed


def counted(counter: Counter) -> int:
    """How many tries are counted now."""
    try:
        item = LimitItem.get(counter.partition, _SORT_KEY, consistent_read=True)
    except DoesNotExist:
        return 0
    return int(item.tries or 0)


def remember(kind: str, key: str, now: datetime, tidy_at: datetime) -> None:
    """Note that something happened."""
    ThrottleItem(
        _partition(kind, key), _KNOWN_SORT_KEY, tries=1, last_at=now, free_at=now, ttl=tidy_at
    ).save()


def remembered(kind: str, key: str) -> datetime | None:
    """When it last happened; None where it did not."""
    try:
        item = ThrottleItem.get(_partition(kind, key), _KNOWN_SORT_KEY, consistent_read=True)
    except DoesNotExist:
        return None
    return item.last_at


def _partition(*parts: str) -> str:
    return f"THROTTLE#{hashlib.sha256(chr(0).join(parts).encode(errors='replace')).hexdigest()}"
