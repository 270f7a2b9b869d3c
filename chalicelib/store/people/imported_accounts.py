"""Accounts as an import brings them, many at once: what a person set in the portal stays."""

from collections.abc import Iterable
from datetime import datetime

from chalicelib.domain.email_address import normalise
from chalicelib.errors import AccountDeleted, AddressTaken
from chalicelib.store.accounts_table import (
    AccountItem,
    AddressItem,
    OwnerItem,
)
from chalicelib.store.keys import (
    ACCOUNT,
    OWNER,
    account_key,
    address_key,
    email_key,
)
from chalicelib.store.people.known_accounts import Imported, Known, digest, known, takes
from chalicelib.store.transactions import MOST_ITEMS, Transaction


def save_many(people: Iterable[Imported], now: datetime) -> dict[str, Exception]:
    """Create or update accounts, each whole; returns who was refused, and why.

    Addresses count as verified. A name or password set in the portal stays, and so does the state
    of an address that is there; a new password ends every sign-in. AddressTaken: another account
    has one of the addresses. AccountDeleted: the person has left.
    """
    refused: dict[str, Exception] = {}
    for group in _groups(people):
        stored = known(group)
        left = [person for person in group if person.id in stored.deleted]
        refused |= {person.id: _left(person.id) for person in left}
        refused |= _save_group([person for person in group if person not in left], stored, now)
    return refused


def save(
    account_id: str,
    name: str,
    addresses: list[tuple[str, bool]],
    password_hash: str | None,
    now: datetime,
) -> None:
    """As `save_many`, of one account; raises AddressTaken or AccountDeleted."""
    held = {normalise(shown): (shown, primary) for shown, primary in addresses}
    refused = save_many([Imported(account_id, name, held, password_hash)], now)
    for why in refused.values():
        raise why


def _groups(people: Iterable[Imported]) -> list[list[Imported]]:
    """People in groups that fit one transaction each."""
    groups: list[list[Imported]] = []
    size = MOST_ITEMS
    for person in people:
        size += person.items
        if size > MOST_ITEMS:
            groups.append([])
            size = person.items
        groups[-1].append(person)
    return groups


def _save_group(group: list[Imported], stored: Known, now: datetime) -> dict[str, Exception]:
    """One transaction; where its condition fails, one a person, to tell who it is."""
    if not group:
        return {}
    taken = AddressTaken(
        f"One of the addresses of account {group[0].id} belongs to another account."
    )
    try:
        with Transaction(conflict=taken) as transaction:
            for person in group:
                _save(transaction, person, stored, now)
    except AddressTaken as refusal:
        if len(group) == 1:
            return {group[0].id: refusal}
        refused: dict[str, Exception] = {}
        for person in group:
            refused |= _save_group([person], known([person]), now)
        return refused
    return {}


def _save(transaction: Transaction, person: Imported, stored: Known, now: datetime) -> None:
    head = stored.heads.get(person.id)
    item = head or AccountItem(account_key(person.id), ACCOUNT, version=0, created_at=now)
    unchanged = AccountItem.version == item.version if head else AccountItem.pk.does_not_exist()
    _update(item, person.name, person.password_hash)
    transaction.save(item, condition=unchanged)
    held = stored.held.get(person.id, [])
    for normalised, (shown, primary) in person.addresses.items():
        _save_address(transaction, person.id, held, normalised, shown, primary, now)


def _update(item: AccountItem, name: str, password_hash: str | None) -> None:
    item.version = int(item.version) + 1
    if not item.name_set_here:
        item.name = name
    if takes(item, password_hash):
        if item.password_hash is not None:
            # The app's password was changed: this ends sign-ins with the old one.
            item.credentials_version = int(item.credentials_version) + 1
        item.password_hash = password_hash
    if password_hash:
        item.imported_hash = digest(password_hash)


def _save_address(
    transaction: Transaction,
    account_id: str,
    held: list[AddressItem],
    normalised: str,
    shown: str,
    primary: bool,
    now: datetime,
) -> None:
    item = AddressItem(account_key(account_id), address_key(normalised))
    if item.sk in {address.sk for address in held}:
        # Not replaced: the record of its emails stays, including what is noted right now.
        transaction.update(item, [AddressItem.shown.set(shown), AddressItem.verified.set(True)])
    else:
        item.shown, item.verified, item.added_at = shown, True, now
        item.primary = primary and not any(address.primary for address in held)
        transaction.save(item)
    transaction.save(
        OwnerItem(email_key(normalised), OWNER, account_id=account_id),
        condition=OwnerItem.pk.does_not_exist() | (OwnerItem.account_id == account_id),
    )


def _left(account_id: str) -> AccountDeleted:
    return AccountDeleted(f"The owner of account {account_id} deleted it.")
