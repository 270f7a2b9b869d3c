"""Accounts as an import brings them, many at once: what a person set in the portal stays."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.domain.email_address import normalise
from chalicelib.errors import AccountDeleted, AddressTaken
from chalicelib.store.accounts_table import (
    AccountItem,
    AccountsTable,
    AddressItem,
    DeletedItem,
    OwnerItem,
)
from chalicelib.store.keys import (
    ACCOUNT,
    ADDRESSES,
    DELETED,
    OWNER,
    account_key,
    account_of,
    address_key,
    email_key,
    email_of,
)
from chalicelib.store.tables import all_of
from chalicelib.store.transactions import Transaction

MOST_ITEMS = 100  # of one transaction


@dataclass(frozen=True, slots=True)
class Imported:
    """A person of a file. `addresses` are (as typed, primary) by their normalized form."""

    id: str
    name: str
    addresses: Mapping[str, tuple[str, bool]]
    password_hash: str | None = None

    @property
    def items(self) -> int:
        """How many items of a transaction writing the person takes."""
        return 1 + 2 * len(self.addresses)


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored of people and of their addresses; who has not been read is not in it."""

    heads: dict[str, AccountItem] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    owners: dict[str, str] = field(default_factory=dict)
    held: dict[str, list[AddressItem]] = field(default_factory=dict)

    def name(self, account_id: str) -> str:
        """The stored name; "" for somebody new."""
        head = self.heads.get(account_id)
        return head.name if head else ""

    def keeps_name(self, account_id: str) -> bool:
        """Whether the person set the name in the portal, so that an import leaves it."""
        head = self.heads.get(account_id)
        return head is not None and bool(head.name_set_here)

    def would_take(self, account_id: str, password_hash: str) -> bool:
        """Whether importing the hash would change the account's password."""
        head = self.heads.get(account_id)
        return head is None or _takes(head, password_hash)

    def addresses(self, account_id: str) -> frozenset[str]:
        """The normalised addresses of an account, verified or not."""
        return frozenset(item.sk.removeprefix(ADDRESSES) for item in self.held.get(account_id, ()))

    def verified(self, account_id: str) -> frozenset[str]:
        """Those of them that are verified."""
        held = self.held.get(account_id, ())
        return frozenset(item.sk.removeprefix(ADDRESSES) for item in held if item.verified)


def known(people: Sequence[Imported]) -> Known:
    """What is stored of these people and addresses, in few calls; for some dozens at a time."""
    keys = [
        key
        for person in people
        for key in (
            (account_key(person.id), ACCOUNT),
            (account_key(person.id), DELETED),
            *((email_key(address), OWNER) for address in person.addresses),
        )
    ]
    found = Known()
    for item in AccountsTable.batch_get(list(dict.fromkeys(keys)), consistent_read=True):
        if isinstance(item, AccountItem):
            found.heads[account_of(item.pk)] = item
        elif isinstance(item, DeletedItem):
            found.deleted.add(account_of(item.pk))
        elif isinstance(item, OwnerItem):
            found.owners[email_of(item.pk)] = item.account_id
    _read_addresses([person for person in people if person.id in found.heads], found)
    return found


def _read_addresses(people: Sequence[Imported], found: Known) -> None:
    """Those of the file in one batch; all of an account's where the file brings it a new one."""
    keys = [
        (account_key(person.id), address_key(address))
        for person in people
        for address in person.addresses
    ]
    for item in AddressItem.batch_get(keys, consistent_read=True) if keys else ():
        found.held.setdefault(account_of(item.pk), []).append(item)
    for person in people:
        if not set(person.addresses) <= found.addresses(person.id):
            found.held[person.id] = all_of(AddressItem, account_key(person.id), ADDRESSES)


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
    if _takes(item, password_hash):
        if item.password_hash is not None:
            # The app's password was changed: this ends sign-ins with the old one.
            item.credentials_version = int(item.credentials_version) + 1
        item.password_hash = password_hash
    if password_hash:
        item.imported_hash = _digest(password_hash)


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


def _takes(item: AccountItem, password_hash: str | None) -> bool:
    """A hash imported before stays as sign-in upgraded it; only a new one replaces it."""
    if not password_hash or item.password_set_here:
        return False
    return item.password_hash is None or item.imported_hash != _digest(password_hash)


def _left(account_id: str) -> AccountDeleted:
    return AccountDeleted(f"The owner of account {account_id} deleted it.")


def _digest(password_hash: str) -> str:
    return hashlib.sha256(password_hash.encode()).hexdigest()
