"""Who is registered for a conference, as compressed chunks: read in one query, without a scan.

It is in the registrations' table: the functions that erase a person take them off it, and those
functions never write a conference.
"""

import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from uuid import uuid4

from chalicelib.domain.registration import Registration
from chalicelib.errors import Conflict, Unavailable
from chalicelib.store.accounts_table import RosterItem
from chalicelib.store.as_json import AsJson
from chalicelib.store.keys import roster_key, roster_part
from chalicelib.store.tables import all_of, chunks, find
from chalicelib.store.transactions import Transaction

People = dict[str, tuple[Registration, ...]]  # by normalised address
MAX_CHUNKS = 12  # one transaction takes 4 MB
_READS = 4  # a reader that meets a write between two pages reads again
_TRIES = 8  # as often as others may come between

_PEOPLE = AsJson[People](People)


class RosterTooLarge(ValueError):
    """The people registered do not fit one transaction."""


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody registered, as one write left it."""

    people: Mapping[str, tuple[Registration, ...]]
    stamp: str
    chunks: int


def load(conference_id: str) -> Roster | None:
    """The roster as it is now; None for a conference of version 0.1.0 that was not reindexed."""
    for _ in range(_READS):
        items: list[RosterItem] = all_of(RosterItem, roster_key(conference_id))
        if not items:
            return None
        stamps = {item.stamp for item in items}
        if len(stamps) == 1 and len(items) == items[0].chunks:
            packed = b"".join(item.data for item in items)
            return Roster(_PEOPLE.load(zlib.decompress(packed)), items[0].stamp, len(items))
    raise Unavailable("The roster is being changed. Try again in a moment.")


def stamp(conference_id: str) -> str:
    """Names the write that left the roster as it is; "" where there is none. One small read."""
    item = find(RosterItem, roster_key(conference_id), roster_part(0))
    return item.stamp if item else ""


def begin(transaction: Transaction, conference_id: str) -> None:
    """An empty roster, for a conference that is new."""
    _write(transaction, conference_id, {}, None)


def change(
    conference_id: str,
    put: Mapping[str, tuple[Registration, ...]],
    gone: Collection[str] = (),
) -> None:
    """Put people on the roster, in place of what it says of them, and take others off.

    Nothing happens where there is no roster yet: `ops reindex` makes it of what is stored. Raises
    Conflict when others keep changing it, RosterTooLarge.
    """
    for _ in range(_TRIES):
        before = load(conference_id)
        if before is None:
            return
        after = {address: held for address, held in before.people.items() if address not in gone}
        after |= put
        if after == before.people:
            return
        try:
            replace(conference_id, after, before)
        except Conflict:
            continue
        return
    raise Conflict("Others are changing the registrations of this conference. Run it again.")


def within(
    transaction: Transaction,
    conference_id: str,
    put: Mapping[str, tuple[Registration, ...]],
    gone: Collection[str] = (),
) -> None:
    """As `change`, as a part of a transaction, which somebody else's change makes fail."""
    before = load(conference_id)
    if before is None:
        return
    after = {address: held for address, held in before.people.items() if address not in gone}
    _write(transaction, conference_id, after | dict(put), before)


def replace(
    conference_id: str, people: Mapping[str, tuple[Registration, ...]], before: Roster | None
) -> None:
    """Write the whole roster in place of the one that was read. Raises Conflict, RosterTooLarge."""
    with Transaction() as transaction:
        _write(transaction, conference_id, people, before)


def _write(
    transaction: Transaction,
    conference_id: str,
    people: Mapping[str, tuple[Registration, ...]],
    before: Roster | None,
) -> None:
    packed = zlib.compress(_PEOPLE.dump(dict(sorted(people.items())), exclude_defaults=True), 9)
    parts = chunks(packed)
    if len(parts) > MAX_CHUNKS:
        raise RosterTooLarge("There are too many registrations to list.")
    unchanged = RosterItem.stamp == before.stamp if before else RosterItem.pk.does_not_exist()
    item = partial(RosterItem, roster_key(conference_id), stamp=uuid4().hex, chunks=len(parts))
    for number, data in enumerate(parts):
        condition = unchanged if number == 0 else None
        transaction.save(item(roster_part(number), data=data), condition=condition)
    for number in range(len(parts), before.chunks if before else 0):
        transaction.delete(RosterItem(roster_key(conference_id), roster_part(number)))
