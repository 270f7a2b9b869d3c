"""Limits as tests need them: how many tries there are, and a new window without waiting for it."""

from datetime import UTC, datetime

from chalicelib.services.people import throttle
from chalicelib.store.people import limits


def most(kind: str) -> int:
    """How many tries a window of that kind has."""
    return throttle.limit_of(kind).most


def forget(kind: str, key: str) -> None:
    """As if the window had just begun."""
    counter = throttle.counter_of(kind, key, datetime.now(UTC))
    counted = limits.counted(counter)
    if counted:
        limits.subtract(counter, counted)


def counted(kind: str, key: str, now: datetime) -> int:
    """What a counter stands at."""
    return limits.counted(throttle.counter_of(kind, key, now))
