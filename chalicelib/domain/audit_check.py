"""Whether the audit's chains are as they were written: each entry, its place, and the heads of each day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chalicelib.domain.audit import KEPT, Entry, hash_of, parse


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry as the table has it: the number in its key, its text, its day and end in the index."""

    number: int
    body: str
    day: str
    tidy_at: datetime | None


@dataclass(frozen=True, slots=True)
class Head:
    """What a day's end found to be the last entry of a scope: its number and hash."""

    scope: str
    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Heads:
    """All heads of a day. `versions` above 1: somebody wrote over it; the first one is read."""

    day: date
    heads: tuple[Head, ...]
    versions: int = 1
    unreadable: bool = False


def wrong_in_chain(
    scope: str, chain: Sequence[Stored], heads: Sequence[Head], now: datetime
) -> list[str]:
    """What is wrong with a scope's entries, given in order of their numbers; [] when nothing is.

    Entries that are past their seven years may be missing; nothing else may. `heads` are the
    scope's, of days whose entries must still be there.
    """
    wrong: list[str] = []
    last: Stored | None = None
    for stored in chain:
        entry = _entry(scope, stored, wrong)
        if entry is not None:
            wrong += [f"{scope} {stored.number}: {why}" for why in _place(entry, last, now)]
        last = stored
    return wrong + _against_heads(scope, chain, heads)


def missing_days(days: Sequence[date], now: datetime) -> list[str]:
    """Days between the first that has heads and the last that must have them, without any."""
    if not days:
        return []
    kept = set(days)
    first, until = max(min(kept), (now - KEPT).date()), last_day(now)
    count = max((until - first).days + 1, 0)
    every = (first + timedelta(days=number) for number in range(count))
    return [f"{day}: no heads were kept" for day in every if day not in kept]


# AWS takes no request of a clock that is more than five minutes off; the index lags by seconds.
_OVER = timedelta(minutes=15)
# An hour after midnight the function that keeps heads has run a dozen times.
_KEPT_BY = timedelta(hours=1)


def last_day_over(now: datetime) -> date:
    """The last day (UTC) that no entry comes to anymore, so that its heads can be kept."""
    return (now - _OVER).date() - timedelta(days=1)


def last_day(now: datetime) -> date:
    """The last day (UTC) whose heads must be there."""
    return (now - _KEPT_BY).date() - timedelta(days=1)


def heads_of(found: Mapping[str, Stored]) -> tuple[Head, ...]:
    """The heads of a day, from the last entry of each scope."""
    return tuple(
        Head(scope, stored.number, hash_of(stored.body)) for scope, stored in sorted(found.items())
    )


def _entry(scope: str, stored: Stored, wrong: list[str]) -> Entry | None:
    here = f"{scope} {stored.number}"
    try:
        entry = parse(stored.body)
    except ValueError:
        wrong.append(f"{here}: it can't be read")
        return None
    if (entry.scope, entry.number) != (scope, stored.number):
        wrong.append(f"{here}: it belongs elsewhere, to {entry.scope} {entry.number}")
    if stored.day != entry.day:
        wrong.append(f"{here}: it is listed under {stored.day or 'no day'}, not {entry.day}")
    if stored.tidy_at is None or abs(stored.tidy_at - entry.tidy_at) > timedelta(seconds=1):
        wrong.append(f"{here}: it would not be kept for seven years")
    return entry


def _place(entry: Entry, last: Stored | None, now: datetime) -> list[str]:
    """Whether the entry follows the one that is there before it (None: it is the first there is)."""
    if last is not None and last.number + 1 == entry.number:
        same = entry.before == hash_of(last.body)
        return [] if same else ["the entry before it was changed, or it was itself"]
    if entry.number == 1:
        return [] if entry.before == "" else ["it names an entry before it, and is the first"]
    if entry.before_at is not None and entry.before_at + KEPT < now:
        return []
    return [f"entry {entry.number - 1} is missing"]


def _against_heads(scope: str, chain: Sequence[Stored], heads: Sequence[Head]) -> list[str]:
    there = {stored.number: hash_of(stored.body) for stored in chain}
    wrong = []
    for head in heads:
        found = there.get(head.number)
        if found is None:
            wrong.append(f"{scope} {head.number}: it is missing; the day's heads have it")
        elif found != head.hash:
            wrong.append(f"{scope} {head.number}: it is not the entry that the day's heads have")
    return wrong
