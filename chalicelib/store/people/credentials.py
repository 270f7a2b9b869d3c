"""Passwords, names, and the end of sign-ins: transactions on the account as it was read."""

from datetime import datetime

from pynamodb.expressions.update import Action

from chalicelib.domain.account import Account
from chalicelib.domain.passkey import Passkey
from chalicelib.errors import NotFound
from chalicelib.store.accounts_table import AccountItem, AddressItem, OwnerItem, PasswordLinkItem
from chalicelib.store.keys import (
    ACCOUNT,
    OWNER,
    PASSWORD,
    account_key,
    address_key,
    email_key,
    token_key,
)
from chalicelib.store.mail.mailboxes import cleared
from chalicelib.store.people import passkeys
from chalicelib.store.people.password_links import PasswordLink
from chalicelib.store.tables import change_if
from chalicelib.store.transactions import Transaction


def set_password(account: Account, password_hash: str) -> None:
    """Replace the password; every sign-in ends. Raises Conflict when the account changed."""
    with Transaction() as transaction:
        _replace(transaction, account, password_hash)


def use_link(
    token: str,
    link: PasswordLink,
    account: Account,
    password_hash: str,
    now: datetime,
    doubted: list[Passkey],
) -> None:
    """The same, using up a link. The address it was emailed to must still be the account's.

    The `doubted` passkeys go with the sign-ins.

    Raises Conflict when it is not, when the link was used, or when the account changed.
    """
    with Transaction() as transaction:
        _use_up(transaction, token)
        _replace(transaction, account, password_hash)
        transaction.condition_check(
            OwnerItem, email_key(link.normalised), OWNER, OwnerItem.account_id == account.id
        )
        # The link came by email, so the address can receive email.
        transaction.update(
            AddressItem(account_key(account.id), address_key(link.normalised)),
            cleared(now),
            condition=AddressItem.pk.exists(),
        )
        passkeys.gone(transaction, account.id, doubted)


def create(
    account_id: str, name: str, token: str, link: PasswordLink, password_hash: str, now: datetime
) -> None:
    """A new account with the link's address, using up the link.

    Raises Conflict when the link was used, or someone verified the address in the meantime.
    """
    with Transaction() as transaction:
        _use_up(transaction, token)
        transaction.save(
            AccountItem(
                account_key(account_id),
                ACCOUNT,
                name=name,
                name_set_here=bool(name),
                password_hash=password_hash,
                password_set_here=True,
                version=1,
                created_at=now,
            ),
            condition=AccountItem.pk.does_not_exist(),
        )
        transaction.save(
            AddressItem(
                account_key(account_id),
                address_key(link.normalised),
                shown=link.shown,
                verified=True,
                primary=True,
                added_at=now,
            )
        )
        transaction.save(
            OwnerItem(email_key(link.normalised), OWNER, account_id=account_id),
            condition=OwnerItem.pk.does_not_exist(),
        )


def end_sign_ins(account_id: str) -> None:
    """No token issued before counts any more."""
    _update(account_id, AccountItem.credentials_version.set(AccountItem.credentials_version + 1))


def rename(account_id: str, name: str) -> None:
    """Set the name that certificates print; imports leave it alone from now on."""
    _update(account_id, AccountItem.name.set(name), AccountItem.name_set_here.set(True))


def _update(account_id: str, *actions: Action) -> None:
    item = AccountItem(account_key(account_id), ACCOUNT)
    newer = AccountItem.version.set(AccountItem.version + 1)
    if not change_if(item, [*actions, newer], AccountItem.pk.exists()):
        raise NotFound


def _replace(transaction: Transaction, account: Account, password_hash: str) -> None:
    transaction.update(
        AccountItem(account_key(account.id), ACCOUNT),
        [
            AccountItem.password_hash.set(password_hash),
            AccountItem.password_set_here.set(True),
            AccountItem.credentials_version.set(account.credentials_version + 1),
            AccountItem.version.set(account.version + 1),
        ],
        condition=AccountItem.version == account.version,
    )


def _use_up(transaction: Transaction, token: str) -> None:
    transaction.delete(
        PasswordLinkItem(token_key(token), PASSWORD), condition=PasswordLinkItem.pk.exists()
    )
