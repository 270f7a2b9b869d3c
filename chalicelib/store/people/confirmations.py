"""What confirms the removal of an address from another one: a link, stored as a hash, used once."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.store.accounts_table import ConfirmationItem, OwnerItem, RestorationItem
from chalicelib.store.keys import CONFIRM, OWNER, RESTORE, email_key, hashed_token_key, token_key
from chalicelib.store.tables import find
from chalicelib.store.transactions import Transaction


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Sent to `normalised`; `removed` is the address that was taken away, as shown. Times are aware."""

    account_id: str
    normalised: str
    removed: str
    restoration_hash: str
    expires_at: datetime


def offer(transaction: Transaction, token: str, confirmation: Confirmation) -> None:
    """Keep it, in the transaction that takes the address away."""
    transaction.save(
        ConfirmationItem(
            token_key(token),
            CONFIRM,
            account_id=confirmation.account_id,
            normalised=confirmation.normalised,
            removed=confirmation.removed,
            restoration_hash=confirmation.restoration_hash,
            expires_at=confirmation.expires_at,
            ttl=confirmation.expires_at,
        )
    )


def read(token: str) -> Confirmation | None:
    """What the link confirms, expired or not; None for one that never was or was used."""
    item = find(ConfirmationItem, token_key(token), CONFIRM)
    if item is None:
        return None
    return Confirmation(
        item.account_id, item.normalised, item.removed, item.restoration_hash, item.expires_at
    )


def confirm(token: str, confirmation: Confirmation) -> None:
    """Use it up, and with it what puts the address back.

    Raises Conflict where either is gone, or the address it was sent to is no longer the account's.
    """
    restoring = hashed_token_key(confirmation.restoration_hash)
    with Transaction() as transaction:
        transaction.condition_check(
            OwnerItem,
            email_key(confirmation.normalised),
            OWNER,
            OwnerItem.account_id == confirmation.account_id,
        )
        transaction.delete(
            ConfirmationItem(token_key(token), CONFIRM), condition=ConfirmationItem.pk.exists()
        )
        transaction.delete(
            RestorationItem(restoring, RESTORE), condition=RestorationItem.pk.exists()
        )
