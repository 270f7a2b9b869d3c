"""Passwords set by an emailed link, which is used up with them."""

from datetime import datetime

from chalicelib.domain.account import Account
from chalicelib.domain.passkey import Passkey
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
from chalicelib.store.people.credentials import replace_password
from chalicelib.store.people.password_links import PasswordLink
from chalicelib.store.transactions import Transaction


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
        replace_password(transaction, account, password_hash)
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


def _use_up(transaction: Transaction, token: str) -> None:
    transaction.delete(
        PasswordLinkItem(token_key(token), PASSWORD), condition=PasswordLinkItem.pk.exists()
    )
