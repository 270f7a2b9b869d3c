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
from chalicelib.store.people import passkeys, tokens
from chalicelib.store.people.credentials import replace_password
from chalicelib.store.people.password_links import PasswordLink
from chalicelib.store.people.tokens import NewToken
from chalicelib.store.transactions import Transaction


def use_link(
    token: str,
    link: PasswordLink,
    account: Account,
    password_hash: str,
    now: datetime,
    doubted: list[Passkey],
    signs_in: NewToken,
) -> None:
    """Replace the password, using up a link. The address it was emailed to must still be the account's.

    Every sign-in ends but the new one, and the `doubted` passkeys go.

    Raises Conflict when it is not, when the link was used, or when the account changed.
    """
    with Transaction() as transaction:
        use_up(transaction, token)
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
        tokens.keep(transaction, signs_in)


def create(token: str, made: Account, signs_in: NewToken, now: datetime) -> None:
    """A new account, using up the link that made it, and signed in.

    Raises Conflict when the link was used, or someone verified the address in the meantime.
    """
    with Transaction() as transaction:
        use_up(transaction, token)
        transaction.save(
            AccountItem(
                account_key(made.id),
                ACCOUNT,
                name=made.name,
                name_set_here=bool(made.name),
                password_hash=made.password_hash,
                password_set_here=True,
                version=made.version,
                created_at=now,
            ),
            condition=AccountItem.pk.does_not_exist(),
        )
        for address in made.addresses:
            transaction.save(
                AddressItem(
                    account_key(made.id),
                    address_key(address.normalised),
                    shown=address.shown,
                    verified=address.verified,
                    primary=address.primary,
                    added_at=now,
                )
            )
            transaction.save(
                OwnerItem(email_key(address.normalised), OWNER, account_id=made.id),
                condition=OwnerItem.pk.does_not_exist(),
            )
        tokens.keep(transaction, signs_in)


def use_up(transaction: Transaction, token: str) -> None:
    """The link goes, if it is there: it works once."""
    transaction.delete(
        PasswordLinkItem(token_key(token), PASSWORD), condition=PasswordLinkItem.pk.exists()
    )
