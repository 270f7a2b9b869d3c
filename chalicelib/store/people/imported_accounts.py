"""Accounts as an import brings them: what a person set in the portal stays."""

import hashlib
from datetime import datetime

from chalicelib.domain.email_address import normalise
from chalicelib.errors import AccountDeleted, AddressTaken
from chalicelib.store.accounts_table import AccountItem, AddressItem, OwnerItem
from chalicelib.store.keys import ACCOUNT, ADDRESSES, OWNER, account_key, address_key, email_key
from chalicelib.store.people.accounts import was_deleted
from chalicelib.store.tables import all_of, find
from chalicelib.store.transactions import Transaction


def save(
    account_id: str,
    name: str,
    addresses: list[tuple[str, bool]],
    password_hash: str | None,
    now: datetime,
) -> None:
    """Create or update an account, as one transaction.

    `addresses` are (as typed, primary) and count as verified. A name or password set in the portal
    stays, and so does the state of an address that is there; a new password ends every sign-in.
    Raises AddressTaken when another account has one of them, AccountDeleted when the person has left.
    """
    if was_deleted(account_id):
        raise AccountDeleted(f"The owner of account {account_id} deleted it.")
    head = _head(account_id)
    item = head or _new(account_id, now)
    unchanged = AccountItem.version == head.version if head else AccountItem.pk.does_not_exist()
    _update(item, name, password_hash)
    held = list(all_of(AddressItem, account_key(account_id), ADDRESSES)) if head else []
    taken = AddressTaken(
        f"One of the addresses of account {account_id} belongs to another account."
    )
    with Transaction(conflict=taken) as transaction:
        transaction.save(item, condition=unchanged)
        for shown, primary in addresses:
            _save_address(transaction, account_id, held, shown, primary, now)


def keeps_name(account_id: str) -> bool:
    """Whether the person set the name in the portal, so that an import leaves it."""
    head = _head(account_id)
    return head is not None and bool(head.name_set_here)


def would_take(account_id: str, password_hash: str) -> bool:
    """Whether importing the hash would change the account's password."""
    head = _head(account_id)
    return head is None or _takes(head, password_hash)


def _new(account_id: str, now: datetime) -> AccountItem:
    return AccountItem(account_key(account_id), ACCOUNT, version=0, created_at=now)


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
    shown: str,
    primary: bool,
    now: datetime,
) -> None:
    normalised = normalise(shown)
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


def _digest(password_hash: str) -> str:
    return hashlib.sha256(password_hash.encode()).hexdigest()


def _head(account_id: str) -> AccountItem | None:
    return find(AccountItem, account_key(account_id), ACCOUNT)
