"""Accounts and their addresses. A verified address belongs to one account: its OWNER item says so."""

from collections.abc import Iterable

from chalicelib.domain.account import Account, Address
from chalicelib.store.accounts_table import (
    AccountItem,
    AccountsTable,
    AddressItem,
    OwnerItem,
)
from chalicelib.store.grants_table import GrantItem
from chalicelib.store.keys import (
    ACCOUNT,
    ADDRESSES,
    OWNER,
    account_key,
    account_of,
    address_key,
    email_key,
    email_of,
)
from chalicelib.store.mail.mailboxes import why_returned
from chalicelib.store.organizers import grants
from chalicelib.store.passkeys_table import PasskeyItem
from chalicelib.store.people import licenses, passkeys, renewals
from chalicelib.store.raw import is_true, raw_of, raw_together, text_in
from chalicelib.store.tables import all_of, change_if, find
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
        licenses=licenses.of_items(items),
        passkeys=tuple(passkeys.from_item(item) for item in items if isinstance(item, PasskeyItem)),
        user_handle=head.user_handle or "",
        grants=tuple(grants.from_item(item) for item in items if isinstance(item, GrantItem)),
        renewals=renewals.of_items(items),
    )


def owner_of(normalised: str) -> str | None:
    """The id of the account that has verified the address."""
    item = find(OwnerItem, email_key(normalised), OWNER)
    if item is None:
        return None
    return item.account_id


def owners_of(addresses: Iterable[str]) -> dict[str, str]:
    """The owners of at most 100 normalised addresses; an address without one is left out."""
    keys = [(email_key(address), OWNER) for address in addresses]
    items = raw_together(OwnerItem, keys, ["pk", "account_id"], consistent_read=True)
    return {email_of(text_in(item, "pk")): text_in(item, "account_id") for item in items}


def names_of(account_ids: Iterable[str]) -> dict[str, str]:
    """The names of at most 100 accounts, "" for one that has none; one that was deleted is left out."""
    keys = [(account_key(account_id), ACCOUNT) for account_id in account_ids]
    items = raw_together(AccountItem, keys, ["pk", "name"])
    return {account_of(text_in(item, "pk")): text_in(item, "name") for item in items}


def with_addresses(account_id: str) -> Account | None:
    """The account with what says which of its addresses email reaches, and nothing else; None without one."""
    only = ["sk", "shown", "verified", "deliverable", "primary"]
    found = raw_of(AddressItem, account_key(account_id), ADDRESSES, only)
    held = tuple(
        Address(
            text_in(item, "sk").removeprefix(ADDRESSES),
            text_in(item, "shown"),
            is_true(item, "verified"),
            is_true(item, "deliverable", otherwise=True),
            is_true(item, "primary"),
        )
        for item in found
    )
    return Account(account_id, "", addresses=held) if held else None


def address_of(account_id: str, normalised: str) -> Address | None:
    """One address of an account as it stands now."""
    item = find(AddressItem, account_key(account_id), address_key(normalised))
    if item is None:
        return None
    return _address(item)


def still_there(transaction: Transaction, account_id: str) -> None:
    """Nothing is written for an account that was deleted: its data is erased only once."""
    transaction.condition_check(
        AccountItem, account_key(account_id), ACCOUNT, AccountItem.pk.exists()
    )


def replace_hash(account_id: str, old_hash: str, new_hash: str) -> None:
    """Upgrade a password hash, unless it was changed in the meantime (then nothing happens)."""
    change_if(
        AccountItem(account_key(account_id), ACCOUNT),
        [AccountItem.password_hash.set(new_hash)],
        AccountItem.password_hash == old_hash,
    )


def _address(item: AddressItem) -> Address:
    return Address(
        normalised=item.sk.removeprefix(ADDRESSES),
        shown=item.shown,
        verified=item.verified,
        deliverable=item.deliverable,
        primary=item.primary,
        soft_bounces=int(item.soft_bounces),
        returned=why_returned(item),
        added_at=item.added_at,
        verified_at=item.confirmed_at or item.added_at,
    )
