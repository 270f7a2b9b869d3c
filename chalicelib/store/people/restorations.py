"""What puts a removed address back: a link, stored as a hash, good for seven days."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.account import Account, Address
from chalicelib.domain.passkey import Passkey
from chalicelib.store.accounts_table import (
    AccountItem,
    AddressItem,
    OwnerItem,
    RestorationItem,
)
from chalicelib.store.keys import (
    ACCOUNT,
    OWNER,
    RESTORE,
    account_key,
    address_key,
    email_key,
    hash_of_token,
    token_key,
)
from chalicelib.store.people import confirmations, passkeys
from chalicelib.store.people.confirmations import Confirmation
from chalicelib.store.tables import find
from chalicelib.store.transactions import Transaction


@dataclass(frozen=True, slots=True)
class Restoration:
    """A removed address and the account it was removed from. Times are aware."""

    account_id: str
    normalised: str
    shown: str
    removed_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """The token that puts an address back, and those that confirm its removal, by whom they are sent to."""

    token: str
    restoration: Restoration
    confirmed_by: dict[str, str]


def offer(transaction: Transaction, made: Offer) -> None:
    """Keep what the links do, in the transaction that takes the address away."""
    kept = made.restoration
    transaction.save(
        RestorationItem(
            token_key(made.token),
            RESTORE,
            account_id=kept.account_id,
            normalised=kept.normalised,
            shown=kept.shown,
            removed_at=kept.removed_at,
            expires_at=kept.expires_at,
            ttl=kept.expires_at,
        )
    )
    hashed = hash_of_token(made.token)
    for token, to in made.confirmed_by.items():
        confirmation = Confirmation(kept.account_id, to, kept.shown, hashed, kept.expires_at)
        confirmations.offer(transaction, token, confirmation)


def read(token: str) -> Restoration | None:
    """What the link puts back, expired or not; None for one that never was or was used."""
    item = find(RestorationItem, token_key(token), RESTORE)
    if item is None:
        return None
    return Restoration(
        item.account_id, item.normalised, item.shown, item.removed_at, item.expires_at
    )


@dataclass(frozen=True, slots=True)
class Doubted:
    """What may be a thief's: addresses lose their proof, passkeys go."""

    addresses: list[Address]
    passkeys: list[Passkey]


def restore(
    account: Account, restoration: Restoration, token: str, doubted: Doubted, now: datetime
) -> None:
    """Put the address back as the primary one, end every sign-in, and what is `doubted` with them.

    Raises Conflict when the account changed, the link was used, or another account has the address.
    """
    with Transaction() as transaction:
        transaction.update(
            AccountItem(account_key(account.id), ACCOUNT),
            [
                AccountItem.version.set(account.version + 1),
                AccountItem.credentials_version.set(account.credentials_version + 1),
            ],
            condition=AccountItem.version == account.version,
        )
        transaction.delete(
            RestorationItem(token_key(token), RESTORE), condition=RestorationItem.pk.exists()
        )
        transaction.save(
            AddressItem(
                account_key(account.id),
                address_key(restoration.normalised),
                shown=restoration.shown,
                verified=True,
                primary=True,
                added_at=now,
            )
        )
        transaction.save(
            OwnerItem(email_key(restoration.normalised), OWNER, account_id=account.id),
            condition=OwnerItem.pk.does_not_exist() | (OwnerItem.account_id == account.id),
        )
        for held in account.addresses:
            if held in doubted.addresses:
                _doubt(transaction, account.id, held)
            elif held.primary and held.normalised != restoration.normalised:
                transaction.update(_key(account.id, held), [AddressItem.primary.set(False)])
        passkeys.gone(transaction, account.id, doubted.passkeys)


def _doubt(transaction: Transaction, account_id: str, address: Address) -> None:
    transaction.update(
        _key(account_id, address), [AddressItem.verified.set(False), AddressItem.primary.set(False)]
    )
    transaction.delete(
        OwnerItem(email_key(address.normalised), OWNER),
        condition=OwnerItem.account_id == account_id,
    )


def _key(account_id: str, address: Address) -> AddressItem:
    return AddressItem(account_key(account_id), address_key(address.normalised))
