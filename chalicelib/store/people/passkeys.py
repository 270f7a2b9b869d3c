"""Passkeys of accounts: each has its item under the account, and one that says whose it is."""

import hashlib
from datetime import datetime

from chalicelib.domain.account import Account
from chalicelib.domain.passkey import Passkey
from chalicelib.store.accounts_table import AccountItem
from chalicelib.store.keys import ACCOUNT, PASSKEY, PASSKEYS, account_key, passkey_key
from chalicelib.store.passkeys_table import PasskeyItem, PasskeyOwnerItem
from chalicelib.store.tables import change_if, find
from chalicelib.store.transactions import Transaction


def id_of(credential_id: str) -> str:
    """Names a passkey in keys and URLs: a credential's own id may be longer than a key."""
    return hashlib.sha256(credential_id.encode()).hexdigest()


def owner_of(passkey_id: str) -> str | None:
    """The id of the account that the passkey signs in to."""
    item = find(PasskeyOwnerItem, passkey_key(passkey_id), PASSKEY)
    return item.account_id if item else None


def add(account: Account, passkey: Passkey, user_handle: str) -> None:
    """Add it to the account as it was read. Raises Conflict: the account changed, or it is known."""
    with Transaction() as transaction:
        transaction.update(
            AccountItem(account_key(account.id), ACCOUNT),
            [
                AccountItem.version.set(account.version + 1),
                AccountItem.user_handle.set(user_handle),
            ],
            condition=AccountItem.version == account.version,
        )
        put(transaction, account.id, passkey)


def put(transaction: Transaction, account_id: str, passkey: Passkey) -> None:
    """Keep it, if no account has it, in a transaction that changes or makes the account."""
    transaction.save(
        PasskeyOwnerItem(passkey_key(passkey.id), PASSKEY, account_id=account_id),
        condition=PasskeyOwnerItem.pk.does_not_exist(),
    )
    transaction.save(
        PasskeyItem(
            account_key(account_id),
            passkey_key(passkey.id),
            credential_id=passkey.credential_id,
            public_key=passkey.public_key,
            sign_count=passkey.sign_count,
            transports=list(passkey.transports),
            name=passkey.name,
            created_at=passkey.created_at,
        )
    )


def remove(account: Account, passkey: Passkey) -> None:
    """Take it away from the account as it was read; raises Conflict."""
    with Transaction() as transaction:
        transaction.update(
            AccountItem(account_key(account.id), ACCOUNT),
            [AccountItem.version.set(account.version + 1)],
            condition=AccountItem.version == account.version,
        )
        gone(transaction, account.id, [passkey])


def gone(transaction: Transaction, account_id: str, passkeys: list[Passkey]) -> None:
    """They go, in a transaction that changes or deletes the account."""
    for passkey in passkeys:
        transaction.delete(PasskeyItem(account_key(account_id), passkey_key(passkey.id)))
        transaction.delete(PasskeyOwnerItem(passkey_key(passkey.id), PASSKEY))


def rename(account_id: str, passkey_id: str, name: str) -> bool:
    """Name it anew; False where the account has none of that id."""
    return change_if(
        PasskeyItem(account_key(account_id), passkey_key(passkey_id)),
        [PasskeyItem.name.set(name)],
        PasskeyItem.pk.exists(),
    )


def used(account_id: str, passkey_id: str, sign_count: int, now: datetime) -> bool:
    """Note a use; False where it was removed meanwhile, or a later use was noted already.

    `sign_count` 0: this authenticator does not count.
    """
    unseen = PasskeyItem.sign_count < sign_count
    return change_if(
        PasskeyItem(account_key(account_id), passkey_key(passkey_id)),
        [PasskeyItem.sign_count.set(sign_count), PasskeyItem.used_at.set(now)],
        unseen if sign_count else PasskeyItem.pk.exists(),
    )


def from_item(item: PasskeyItem) -> Passkey:
    """A passkey as its item under the account has it."""
    return Passkey(
        id=item.sk.removeprefix(PASSKEYS),
        credential_id=item.credential_id,
        public_key=item.public_key,
        sign_count=int(item.sign_count),
        transports=tuple(item.transports),
        name=item.name,
        created_at=item.created_at,
        last_used_at=item.used_at,
    )
