"""What was claimed, issued and delivered, day by day in the conference's time zone."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from chalicelib.domain.claimant import Claimant

MOST_BARS = 62  # two months of days; a longer time is counted by the week, or by several
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Period:
    """The people of the days from `first` to `last`: each counts once in each figure, all in all."""

    first: date
    last: date
    claimed: int
    issued: int
    delivered: int


def periods(everybody: Iterable[Claimant], zone: tzinfo) -> tuple[Period, ...]:
    """Every period from the first on which something happened to the last, empty ones included.

    A claim counts on the day it was last saved, a certificate on the day it was issued, unless it was
    replaced or revoked, and its delivery on the day the first of its last emails was delivered.
    """
    claimed: Counter[date] = Counter()
    issued: Counter[date] = Counter()
    delivered: Counter[date] = Counter()
    for one in everybody:
        if one.selected:
            _note(claimed, one.saved_at, zone)
        if one.stands and one.latest is not None:
            _note(issued, one.latest.issued_at, zone)
            _note(delivered, one.delivered_at, zone)
    days = claimed.keys() | issued.keys() | delivered.keys()
    if not days:
        return ()
    first, last = min(days), max(days)
    step = _step((last - first).days + 1)
    starts = [first + timedelta(days=n) for n in range(0, (last - first).days + 1, step)]
    sums = [_summed(counted, first, step) for counted in (claimed, issued, delivered)]
    return tuple(
        Period(start, start + timedelta(days=step - 1), *(found[start] for found in sums))
        for start in starts
    )


def _note(counted: Counter[date], at: datetime | None, zone: tzinfo) -> None:
    if at is not None:
        counted[at.astimezone(zone).date()] += 1


def _step(days: int) -> int:
    """Days of a period: one, or as many whole weeks as it takes."""
    if days <= MOST_BARS:
        return 1
    return _WEEK * -(-days // (_WEEK * MOST_BARS))


def _summed(counted: Counter[date], first: date, step: int) -> Counter[date]:
    found: Counter[date] = Counter()
    for day, number in counted.items():
        found[first + timedelta(days=(day - first).days // step * step)] += number
    return found
