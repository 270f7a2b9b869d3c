"""Accounts and their addresses. A verified address belongs to one account: its OWNER item says so."""

import hashlib
from datetime import datetime

from pynamodb.exceptions import DoesNotExist, TransactWriteError, UpdateError
from pynamodb.transactions import TransactWrite

from chalicelib.domain.account import Account, Address
from chalicelib.domain.email_address import normalise
from chalicelib.errors import AccountDeleted, AddressTaken
from chalicelib.store.accounts_table import (
    AccountItem,
    AccountsTable,
    AddressItem,
    DeletedItem,
    OwnerItem,
    account_key,
    email_key,
)
from chalicelib.store.tables import all_of, condition_failed, connection


def load(account_id: str) -> Account | None:
    """The account with its addresses, in one query; None when there is none."""
    items = all_of(AccountsTable, account_key(account_id))
    head = next((item for item in items if isinstance(item, AccountItem)), None)
    if head is None:
        return None
    return Account(
        id=account_id,
        name=head.name,
        password_hash=head.password_hash,
        addresses=tuple(_address(item) for item in items if isinstance(item, AddressItem)),
        version=int(head.version),
        credentials_version=int(head.credentials_version),
    )


def owner_of(normalised: str) -> str | None:
    """The id of the account that has verified the address."""
    try:
        item = OwnerItem.get(email_key(normalised), "OWNER", consistent_read=True)
    except DoesNotExist:
        return None
    return item.account_id


def address_of(account_id: str, normalised: str) -> Address | None:
    """One address of an account as it stands now."""
    try:
        item = AddressItem.get(
            account_key(account_id), f"ADDRESS#{normalised}", consistent_read=True
        )
    except DoesNotExist:
        return None
    return _address(item)


def save_imported(
    account_id: str,
    name: str,
    addresses: list[tuple[str, bool]],
    password_hash: str | None,
    now: datetime,
) -> None:
    """Create or update an account from an import, as one transaction.

    `addresses` are (as typed, primary) and count as verified. A name or password set in the portal
    stays, and so does the state of an address that is there. Raises AddressTaken when another account
    has one of them, and AccountDeleted when the person has left.
    """
    if was_deleted(account_id):
        raise AccountDeleted(f"The person of account {account_id} deleted it.")
    head = _head(account_id)
    held = {address.normalised: address for address in _addresses(account_id)} if head else {}
    primary_kept = any(address.primary for address in held.values())
    item = AccountItem(
        account_key(account_id),
        "ACCOUNT",
        name=name,
        password_hash=password_hash or (head.password_hash if head else None),
        version=1,
        created_at=now,
    )
    if head:
        item.version = int(head.version) + 1
        item.created_at = head.created_at
        item.credentials_version = head.credentials_version
        item.password_set_here = head.password_set_here
        item.name_set_here = head.name_set_here
        item.name = head.name if head.name_set_here else name
        item.imported_hash = head.imported_hash
        if not _takes(head, password_hash):
            item.password_hash = head.password_hash
    if password_hash:
        item.imported_hash = _digest(password_hash)
    condition = AccountItem.version == head.version if head else AccountItem.pk.does_not_exist()
    try:
        with TransactWrite(connection=connection()) as transaction:
            transaction.save(item, condition=condition)
            for shown, primary in addresses:
                normalised = normalise(shown)
                key = AddressItem(account_key(account_id), f"ADDRESS#{normalised}")
                if normalised in held:
                    # Not replaced: what became of mail to it stays, also what is noted just now.
                    transaction.update(
                        key, [AddressItem.shown.set(shown), AddressItem.verified.set(True)]
                    )
                else:
                    key.shown, key.verified, key.added_at = shown, True, now
                    key.primary = primary and not primary_kept
                    transaction.save(key)
                transaction.save(
                    OwnerItem(email_key(normalised), "OWNER", account_id=account_id),
                    condition=OwnerItem.pk.does_not_exist() | (OwnerItem.account_id == account_id),
                )
    except TransactWriteError as problem:
        if condition_failed(problem):
            raise AddressTaken(
                f"One of the addresses of account {account_id} belongs to another account."
            ) from None
        raise


def was_deleted(account_id: str) -> bool:
    """Whether somebody deleted the account of this id: no import brings it back."""
    try:
        DeletedItem.get(account_key(account_id), "DELETED", consistent_read=True)
    except DoesNotExist:
        return False
    return True


def keeps_name(account_id: str) -> bool:
    """Whether the person set the name in the portal, so that an import leaves it."""
    head = _head(account_id)
    return head is not None and bool(head.name_set_here)


def would_take(account_id: str, password_hash: str) -> bool:
    """Whether importing the hash would change the account's password."""
    head = _head(account_id)
    return head is None or _takes(head, password_hash)


def replace_hash(account_id: str, old_hash: str, new_hash: str) -> None:
    """Upgrade a password hash, unless it was changed meanwhile (then nothing happens)."""
    try:
        AccountItem(account_key(account_id), "ACCOUNT").update(
            [AccountItem.password_hash.set(new_hash)],
            condition=AccountItem.password_hash == old_hash,
        )
    except UpdateError as problem:
        if not condition_failed(problem):
            raise


def _takes(head: AccountItem, password_hash: str | None) -> bool:
    """A hash imported before stays as sign-in upgraded it; only a new one replaces it."""
    if not password_hash or head.password_set_here:
        return False
    return head.password_hash is None or head.imported_hash != _digest(password_hash)


def _digest(password_hash: str) -> str:
    return hashlib.sha256(password_hash.encode()).hexdigest()


def _head(account_id: str) -> AccountItem | None:
    try:
        return AccountItem.get(account_key(account_id), "ACCOUNT", consistent_read=True)
    except DoesNotExist:
        return None


def _addresses(account_id: str) -> list[Address]:
    items = all_of(AddressItem, account_key(account_id), "ADDRESS#")
    return [_address(item) for item in items]


def _address(item: AddressItem) -> Address:
    return Address(
        normalised=item.sk.removeprefix("ADDRESS#"),
        shown=item.shown,
        verified=item.verified,
        deliverable=item.deliverable,
        primary=item.primary,
        soft_bounces=int(item.soft_bounces),
        added_at=item.added_at,
    )
