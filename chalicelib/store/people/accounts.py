"""Accounts and their addresses. A verified address belongs to one account: its OWNER item says so."""

from pynamodb.exceptions import DoesNotExist, UpdateError

from chalicelib.domain.account import Account, Address
from chalicelib.store.accounts_table import (
    AccountItem,
    AccountsTable,
    AddressItem,
    DeletedItem,
    OwnerItem,
    account_key,
    email_key,
)
from chalicelib.store.tables import all_of, condition_failed
from chalicelib.store.transactions import Transaction


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


def was_deleted(account_id: str) -> bool:
    """Whether somebody deleted the account of this id: no import brings it back."""
    try:
        DeletedItem.get(account_key(account_id), "DELETED", consistent_read=True)
    except DoesNotExist:
        return False
    return True


def still_there(transaction: Transaction, account_id: str) -> None:
    """Nothing is written for an account that was deleted: its data is erased only once."""
    transaction.condition_check(
        AccountItem, account_key(account_id), "ACCOUNT", AccountItem.pk.exists()
    )


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


def _address(item: AddressItem) -> Address:
    return Address(
        normalised=item.sk.removeprefix("ADDRESS#"),
        shown=item.shown,
        verified=item.verified,
        deliverable=item.deliverable,
        primary=item.primary,
        soft_bounces=int(item.soft_bounces),
        added_at=item.added_at,
        verified_at=item.confirmed_at or item.added_at,
    )
