"""Passwords, names, and the end of sign-ins: transactions on the account as it was read."""

from pynamodb.expressions.update import Action

from chalicelib.domain.account import Account
from chalicelib.errors import NotFound
from chalicelib.store.accounts_table import AccountItem
from chalicelib.store.keys import (
    ACCOUNT,
    account_key,
)
from chalicelib.store.people import tokens
from chalicelib.store.people.tokens import NewToken
from chalicelib.store.tables import change_if
from chalicelib.store.transactions import Transaction


def set_password(account: Account, password_hash: str, goes_on: NewToken) -> None:
    """Replace the password; every sign-in ends but a new one. Raises Conflict: the account changed."""
    with Transaction() as transaction:
        replace_password(transaction, account, password_hash)
        tokens.keep(transaction, goes_on)


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


def replace_password(transaction: Transaction, account: Account, password_hash: str) -> None:
    """As part of a transaction: the password, and the end of every sign-in."""
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
