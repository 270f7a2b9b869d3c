"""Registrations and the roster that lists them, in the order that an interruption leaves right.

Everybody registered is on the roster at every moment; it may name an address whose registration is
not written yet or is gone already, until the same is done again.
"""

from collections.abc import Collection, Mapping

from chalicelib.domain.registration import Registration
from chalicelib.errors import Conflict
from chalicelib.store.people import registrations, rosters
from chalicelib.store.people.registrations import Held
from chalicelib.store.transactions import Transaction

NOT_INDEXED = "This conference was imported by version 0.1.0. Run `reindex` once, then this again."


def registered_at(conference_id: str) -> set[str]:
    """Every normalised address on the roster. Raises Conflict where `ops reindex` is to make it."""
    return set(people_at(conference_id))


def people_at(conference_id: str) -> Mapping[str, tuple[Registration, ...]]:
    """The roster by normalised address. Raises Conflict where `ops reindex` is to make it."""
    found = rosters.load(conference_id)
    if found is None:
        raise Conflict(NOT_INDEXED)
    return found.people


def announce(conference_id: str, held: Mapping[str, tuple[Registration, ...]]) -> None:
    """Put normalised addresses on the roster, before their registrations are written."""
    rosters.change(conference_id, held)


def strike(conference_id: str, gone: Collection[str]) -> None:
    """Take addresses off the roster, after their registrations went."""
    rosters.change(conference_id, {}, gone)


def register(conference_id: str, held: Mapping[str, tuple[Registration, ...]]) -> None:
    """Replace what is held of a few normalised addresses at a conference."""
    announce(conference_id, held)
    registrations.put_many(conference_id, held)


def within(
    transaction: Transaction,
    conference_id: str,
    before: Mapping[str, Held],
    after: Mapping[str, tuple[Registration, ...]],
) -> None:
    """Replace what addresses hold, on the roster, too, whole or not at all; () is nothing.

    The transaction fails where somebody changed one of them, or the roster, since they were read.
    """
    put = {address: held for address, held in after.items() if held}
    rosters.within(transaction, conference_id, put, after.keys() - put.keys())
    for address, held in after.items():
        registrations.within(transaction, conference_id, address, before[address], held)


def unregister(conference_id: str, addresses: Collection[str]) -> None:
    """Forget normalised addresses at a conference; no error when nothing was held."""
    for address in addresses:
        registrations.delete(address, conference_id)
    strike(conference_id, addresses)
