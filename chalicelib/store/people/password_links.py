"""Links that set a password: single use, stored as a hash; the expiry is compared at every read."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.store.accounts_table import PasswordLinkItem
from chalicelib.store.keys import PASSWORD, new_token, token_key
from chalicelib.store.tables import find
from chalicelib.store.transactions import Transaction


@dataclass(frozen=True, slots=True)
class PasswordLink:
    """Whose password the link sets; `account_id` is None where it makes an account.

    `recovers`: the address it was sent to becomes the account's own.
    """

    normalised: str
    shown: str
    account_id: str | None
    credentials_version: int
    expires_at: datetime
    recovers: bool = False


def save(link: PasswordLink) -> str:
    """A new token for the link; only its hash is kept."""
    token = new_token()
    _item(token, link).save()
    return token


def keep(transaction: Transaction, link: PasswordLink) -> str:
    """The same as a part of a transaction."""
    token = new_token()
    transaction.save(_item(token, link))
    return token


def read(token: str) -> PasswordLink | None:
    """What the token opens, expired or not; None for one that never was or was used."""
    item = find(PasswordLinkItem, token_key(token), PASSWORD)
    if item is None:
        return None
    return PasswordLink(
        item.normalised,
        item.shown,
        item.account_id,
        int(item.credentials_version),
        item.expires_at,
        bool(item.recovers),
    )


def _item(token: str, link: PasswordLink) -> PasswordLinkItem:
    return PasswordLinkItem(
        token_key(token),
        PASSWORD,
        normalised=link.normalised,
        shown=link.shown,
        account_id=link.account_id,
        credentials_version=link.credentials_version,
        expires_at=link.expires_at,
        recovers=link.recovers or None,
        ttl=link.expires_at,
    )
