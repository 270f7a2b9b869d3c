"""Registrations, by address and conference: one item holds all of an address at a conference.

What is written here is on the conference's roster, too: registering.py writes both.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pynamodb.expressions.condition import Condition

from chalicelib.domain.registration import Registration
from chalicelib.store.accounts_table import RegistrationsItem
from chalicelib.store.as_json import AsJson
from chalicelib.store.keys import REGISTRATIONS, email_key, email_of, registration_key
from chalicelib.store.tables import all_of
from chalicelib.store.transactions import Transaction

_REGISTRATIONS = AsJson[tuple[Registration, ...]](tuple[Registration, ...])


def put_many(conference_id: str, held: Mapping[str, tuple[Registration, ...]]) -> None:
    """Replace what is held of normalised addresses at a conference, in few calls.

    Each address is whole; all together are not.
    """
    with RegistrationsItem.batch_write() as batch:
        for normalised, registrations in held.items():
            batch.save(_item(normalised, conference_id, registrations))


@dataclass(frozen=True, slots=True)
class Held:
    """What an address holds at a conference, and its text as stored, which tells whether it changed."""

    registrations: tuple[Registration, ...] = ()
    body: str = ""


def held_by(addresses: Iterable[str], conference_id: str) -> dict[str, Held]:
    """As `by_address`, to be replaced; one that is not registered holds nothing."""
    wanted = list(addresses)
    keys = [(email_key(address), registration_key(conference_id)) for address in wanted]
    items = RegistrationsItem.batch_get(keys, consistent_read=True) if keys else ()
    found = {email_of(item.pk): Held(read_registrations(item), item.body) for item in items}
    return {address: found.get(address, Held()) for address in wanted}


def within(
    transaction: Transaction,
    conference_id: str,
    normalised: str,
    before: Held,
    after: tuple[Registration, ...],
) -> None:
    """Replace what an address holds at a conference, if it is still what was read; () is nothing."""
    same: Condition = RegistrationsItem.pk.does_not_exist()
    if before.body:
        same = RegistrationsItem.body == before.body
    if after:
        transaction.save(_item(normalised, conference_id, after), condition=same)
    elif before.body:
        item = RegistrationsItem(email_key(normalised), registration_key(conference_id))
        transaction.delete(item, condition=same)


def delete(normalised: str, conference_id: str) -> None:
    """Forget an address at a conference; no error when nothing was held."""
    RegistrationsItem(email_key(normalised), registration_key(conference_id)).delete()


def of_address(normalised: str) -> list[Registration]:
    """Every registration of one address, in one query."""
    items = all_of(RegistrationsItem, email_key(normalised), REGISTRATIONS)
    return [registration for item in items for registration in read_registrations(item)]


def conferences_of(addresses: Iterable[str], among: Iterable[str]) -> set[str]:
    """At which of some conferences (ids) any of the normalised addresses is registered, in batches."""
    there = list(among)
    keys = [(email_key(one), registration_key(id_)) for one in addresses for id_ in there]
    items = RegistrationsItem.batch_get(keys, consistent_read=True) if keys else ()
    return {item.sk.removeprefix(REGISTRATIONS) for item in items}


def by_address(addresses: Iterable[str], conference_id: str) -> dict[str, tuple[Registration, ...]]:
    """What several normalised addresses are at one conference; one that isn't registered is left out."""
    keys = [(email_key(address), registration_key(conference_id)) for address in addresses]
    items = RegistrationsItem.batch_get(keys, consistent_read=True) if keys else ()
    return {email_of(item.pk): read_registrations(item) for item in items}


def _item(
    normalised: str, conference_id: str, registrations: tuple[Registration, ...]
) -> RegistrationsItem:
    return RegistrationsItem(
        email_key(normalised),
        registration_key(conference_id),
        body=_REGISTRATIONS.dump(registrations, exclude_defaults=True).decode(),
    )


def read_registrations(item: RegistrationsItem) -> tuple[Registration, ...]:
    """What an item holds."""
    return _REGISTRATIONS.load(item.body)
