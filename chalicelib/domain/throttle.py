"""Growing delays: how long the next try has to wait after so many."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Policy:
    """`free` tries cost nothing; then the wait doubles from `first` up to `longest`.

    After `forget` without a try the count begins again.
    """

    free: int
    first: timedelta
    longest: timedelta
    forget: timedelta


@dataclass(frozen=True, slots=True)
class Tries:
    """What is counted of one key; the next try is allowed from `free_at` on. Times are aware."""

    count: int
    last_at: datetime
    free_at: datetime


def wait_before_next(tries: Tries | None, policy: Policy, now: datetime) -> timedelta:
    """How long the next try has to wait; zero if it does not have to."""
    if tries is None or _forgotten(tries, policy, now):
        return timedelta(0)
    return max(tries.free_at - now, timedelta(0))


def after_try(tries: Tries | None, policy: Policy, now: datetime) -> Tries:
    """The count with one more try."""
    count = 1 if tries is None or _forgotten(tries, policy, now) else tries.count + 1
    return Tries(count, now, now + delay(count, policy))


def delay(count: int, policy: Policy) -> timedelta:
    """The wait after the try number `count` (from 1)."""
    over = count - policy.free
    if over < 0:
        return timedelta(0)
    # The exponent is bounded: 2 to a large power would not fit a timedelta.
    doubled: timedelta = policy.first * (1 << min(over, 20))
    return min(doubled, policy.longest)


def _forgotten(tries: Tries, policy: Policy, now: datetime) -> bool:
    return now - max(tries.last_at, tries.free_at) > policy.forget
