"""What is stored of the people of a file, read in few calls before they are imported."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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
        return head is None or takes(head, password_hash)

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


def takes(item: AccountItem, password_hash: str | None) -> bool:
    """A hash imported before stays as sign-in upgraded it; only a new one replaces it."""
    if not password_hash or item.password_set_here:
        return False
    return item.password_hash is None or item.imported_hash != digest(password_hash)


def digest(password_hash: str) -> str:
    """What is kept of a hash, to know it when it is imported again."""
    return hashlib.sha256(password_hash.encode()).hexdigest()
