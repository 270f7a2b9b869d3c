"""An account given back to somebody whose mailbox and password are gone: the link, and its use."""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.domain.account import Account
from chalicelib.domain.audit import Act, By, account_scope
from chalicelib.store import audit
from chalicelib.store.accounts_table import AccountItem, AddressItem, OwnerItem, VerificationItem
from chalicelib.store.keys import (
    ACCOUNT,
    OWNER,
    account_key,
    address_key,
    email_key,
    verification_key,
)
from chalicelib.store.people import link_passwords, passkeys, password_links, tokens
from chalicelib.store.people.credentials import replace_password
from chalicelib.store.people.password_links import PasswordLink
from chalicelib.store.people.tokens import NewToken
from chalicelib.store.transactions import Transaction


def begin(account: Account, link: PasswordLink, acts: Sequence[Act], by: By, now: datetime) -> str:
    """Keep the link, which is bound to what this makes the account: every sign-in and older link ends.

    Returns its token. Raises Conflict when the account, or the audit, changed in the meantime.
    """
    with Transaction() as transaction:
        token = password_links.keep(transaction, link)
        transaction.update(
            AccountItem(account_key(account.id), ACCOUNT),
            [
                AccountItem.version.set(account.version + 1),
                AccountItem.credentials_version.set(link.credentials_version),
            ],
            condition=AccountItem.version == account.version,
        )
        for act in acts:
            audit.within(transaction, act, by, now)
    return token


def use(
    token: str,
    link: PasswordLink,
    account: Account,
    password_hash: str,
    now: datetime,
    signs_in: NewToken,
) -> None:
    """Use the link up: the password, its address as the primary one, no passkey, one sign-in.

    Raises Conflict when the link was used, the account changed, or another account has the address.
    """
    key = account_key(account.id)
    with Transaction() as transaction:
        link_passwords.use_up(transaction, token)
        replace_password(transaction, account, password_hash)
        transaction.save(
            AddressItem(
                key,
                address_key(link.normalised),
                shown=link.shown,
                verified=True,
                primary=True,
                added_at=now,
            )
        )
        transaction.save(
            OwnerItem(email_key(link.normalised), OWNER, account_id=account.id),
            condition=OwnerItem.pk.does_not_exist() | (OwnerItem.account_id == account.id),
        )
        transaction.delete(VerificationItem(key, verification_key(link.normalised)))
        for held in account.addresses:
            if held.primary and held.normalised != link.normalised:
                transaction.update(
                    AddressItem(key, address_key(held.normalised)),
                    [AddressItem.primary.set(False)],
                    condition=AddressItem.pk.exists(),
                )
        passkeys.gone(transaction, account.id, list(account.passkeys))
        tokens.keep(transaction, signs_in)
        act = Act(account_scope(account.id), "recovered")
        audit.within(transaction, act, By(f"account:{account.id}"), now)
