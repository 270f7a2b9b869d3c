"""The audit table: entries are put and queried, never changed. Policies hold that, not this code alone."""

from collections.abc import Iterator
from datetime import datetime

from chalicelib.domain.audit import Act, By, Entry, canonical, following, parse
from chalicelib.domain.audit_check import Stored
from chalicelib.errors import Conflict, Unavailable
from chalicelib.store.audit_table import EntryItem
from chalicelib.store.tables import save_if
from chalicelib.store.transactions import Transaction

_TRIES = 60  # the loser of a number reads again; each time somebody else got one


def append(act: Act, by: By, now: datetime, *, daily: bool = False) -> Entry:
    """Write the act's entry with the next number of its scope. Raises Conflict, Unavailable.

    `daily`: none where the scope's last entry says the same of the same day (UTC).
    """
    for _ in range(_TRIES):
        last = _last(act.scope)
        # A write that was repeated after a time-out meets itself.
        if last is not None and _same(last, following(None, act, by, now), daily):
            return last
        entry = following(last, act, by, now)
        if save_if(_item(entry), EntryItem.pk.does_not_exist()):
            return entry
    raise Conflict("Too many others are writing to this part of the audit. Try again.")


def within(transaction: Transaction, act: Act, by: By, now: datetime) -> Entry:
    """The same as a part of a transaction, which another writer's entry makes fail."""
    entry = following(_last(act.scope), act, by, now)
    transaction.save(_item(entry), condition=EntryItem.pk.does_not_exist())
    return entry


def chain(scope: str) -> list[Stored]:
    """What is stored of a scope, in order of the numbers."""
    return [_stored(item) for item in EntryItem.query(scope, consistent_read=True)]


def newest(scope: str, before: int | None, most: int) -> list[Stored]:
    """The last entries of a scope, newest first; `before`: only those with a lower number."""
    lower = EntryItem.sk < f"{before:012}" if before is not None else None
    found = EntryItem.query(
        scope, lower, consistent_read=True, scan_index_forward=False, limit=most
    )
    return [_stored(item) for item in found]


def of_day(day: str) -> Iterator[tuple[str, Stored]]:
    """Scope and entry of all that was written on a day (UTC), oldest first.

    From the index, which lags by a second or so.
    """
    for item in EntryItem.by_day.query(day):
        yield item.pk, _stored(item)


def _last(scope: str) -> Entry | None:
    newest = EntryItem.query(scope, consistent_read=True, scan_index_forward=False, limit=1)
    item = next(iter(newest), None)
    if item is None:
        return None
    try:
        return parse(item.body)
    except ValueError:
        raise Unavailable(
            f"The audit's last entry of {scope} can't be read. Run `ops audit --verify`."
        ) from None


def _same(last: Entry, wanted: Entry, daily: bool) -> bool:
    when = last.day == wanted.day if daily else last.at == wanted.at
    return when and (last.who, last.action, last.why, last.subjects, dict(last.facts)) == (
        wanted.who,
        wanted.action,
        wanted.why,
        wanted.subjects,
        dict(wanted.facts),
    )


def _item(entry: Entry) -> EntryItem:
    return EntryItem(
        entry.scope,
        f"{entry.number:012}",
        day=entry.day,
        at=entry.at,
        body=canonical(entry),
        ttl=entry.tidy_at,
    )


def _stored(item: EntryItem) -> Stored:
    number = int(item.sk) if item.sk.isdecimal() else 0
    return Stored(number, item.body or "", item.day or "", item.ttl)
