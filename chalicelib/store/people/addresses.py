"""Changes to an account's addresses. Each is one transaction on the account as it was read.

All raise Conflict if the account or the address's owner changed in the meantime.
"""

from dataclasses import replace
from datetime import datetime

from chalicelib.domain.account import Account, Address
from chalicelib.domain.audit import Act, By, account_scope
from chalicelib.domain.grant import team_scope
from chalicelib.store import audit
from chalicelib.store.accounts_table import (
    AccountItem,
    AddressItem,
    OwnerItem,
    VerificationItem,
)
from chalicelib.store.keys import (
    ACCOUNT,
    OWNER,
    account_key,
    address_key,
    email_key,
    verification_key,
)
from chalicelib.store.mail.mailboxes import cleared
from chalicelib.store.people import deletion, restorations
from chalicelib.store.people.restorations import Offer
from chalicelib.store.people.verifications import Verification, item_of
from chalicelib.store.transactions import Transaction


def add(account: Account, address: Address, sent: Verification) -> None:
    """Add an unverified address with what will verify it."""
    with Transaction() as transaction:
        changed(transaction, account)
        transaction.save(
            _address_item(account.id, address), condition=AddressItem.pk.does_not_exist()
        )
        transaction.save(item_of(sent))


def replace_verification(account: Account, address: Address, sent: Verification) -> None:
    """What was sent before no longer verifies the address."""
    with Transaction() as transaction:
        transaction.condition_check(
            AddressItem,
            account_key(account.id),
            address_key(address.normalised),
            AddressItem.pk.exists(),
        )
        transaction.save(item_of(sent))


def verify(account: Account, address: Address, sent: Verification, now: datetime) -> None:
    """Make the address the account's own; the link and code are used up."""
    primary = address.primary or not any(held.primary for held in account.addresses)
    with Transaction() as transaction:
        changed(transaction, account)
        transaction.update(
            _key(account.id, address),
            [
                AddressItem.verified.set(True),
                AddressItem.primary.set(primary),
                *cleared(now),
            ],
            condition=AddressItem.pk.exists(),
        )
        _own(transaction, account.id, address.normalised)
        transaction.delete(
            VerificationItem(account_key(account.id), verification_key(address.normalised)),
            condition=VerificationItem.link_hash == sent.link_hash,
        )


def make_primary(account: Account, address: Address) -> None:
    """Move the mark to a verified address."""
    with Transaction() as transaction:
        changed(transaction, account)
        _move_primary(transaction, account, address)


def remove(
    account: Account,
    address: Address,
    heir: Address | None,
    offered: Offer | None,
) -> None:
    """Take the address away; `heir` becomes primary. `offered`: how it can be put back."""
    with Transaction() as transaction:
        changed(transaction, account)
        _take(transaction, account, address)
        if address.verified:
            transaction.delete(
                OwnerItem(email_key(address.normalised), OWNER),
                condition=OwnerItem.account_id == account.id,
            )
        if heir is not None:
            _mark(transaction, account.id, heir, primary=True)
        if offered is not None:
            restorations.offer(transaction, offered)


def move(
    source: Account,
    target: Account,
    address: Address,
    heir: Address | None,
    by: By,
    now: datetime,
) -> None:
    """Move a verified address to another account, with an entry in both accounts' audit.

    `heir` becomes the source's primary address. A source without another verified address is
    deleted in the same transaction: no account is left without a way to sign in. Its roles go with it,
    each with an entry in its team's audit.
    """
    with Transaction() as transaction:
        if any(held.id != address.id for held in source.verified):
            changed(transaction, source)
            _take(transaction, source, address)
            if heir is not None:
                _mark(transaction, source.id, heir, primary=True)
        else:
            deletion.deleted(transaction, source, now)
            for grant in source.grants:
                act = Act(team_scope(grant.conference_id), "remove-organizer", (source.id,))
                audit.within(transaction, act, by, now)
        changed(transaction, target)
        transaction.save(_address_item(target.id, _moved(address, target, now)))
        transaction.delete(
            VerificationItem(account_key(target.id), verification_key(address.normalised))
        )
        transaction.save(
            OwnerItem(email_key(address.normalised), OWNER, account_id=target.id),
            condition=OwnerItem.account_id == source.id,
        )
        for here, other in ((source.id, target.id), (target.id, source.id)):
            act = Act(account_scope(here), "move-address", (address.id, other))
            audit.within(transaction, act, by, now)


def changed(transaction: Transaction, account: Account) -> None:
    """The account changes, if it is still as it was read."""
    transaction.update(
        AccountItem(account_key(account.id), ACCOUNT),
        [AccountItem.version.set(account.version + 1)],
        condition=AccountItem.version == account.version,
    )


def _moved(address: Address, target: Account, now: datetime) -> Address:
    held = next((a for a in target.addresses if a.normalised == address.normalised), None)
    return replace(
        address,
        shown=held.shown if held else address.shown,
        primary=not any(other.primary for other in target.addresses),
        added_at=now,
    )


def _take(transaction: Transaction, account: Account, address: Address) -> None:
    transaction.delete(_key(account.id, address))
    transaction.delete(
        VerificationItem(account_key(account.id), verification_key(address.normalised))
    )


def _own(transaction: Transaction, account_id: str, normalised: str) -> None:
    transaction.save(
        OwnerItem(email_key(normalised), OWNER, account_id=account_id),
        condition=OwnerItem.pk.does_not_exist() | (OwnerItem.account_id == account_id),
    )


def _move_primary(transaction: Transaction, account: Account, to: Address) -> None:
    for held in account.addresses:
        if held.primary and held.id != to.id:
            _mark(transaction, account.id, held, primary=False)
    _mark(transaction, account.id, to, primary=True)


def _mark(transaction: Transaction, account_id: str, address: Address, *, primary: bool) -> None:
    transaction.update(
        _key(account_id, address),
        [AddressItem.primary.set(primary)],
        condition=AddressItem.pk.exists(),
    )


def _key(account_id: str, address: Address) -> AddressItem:
    return AddressItem(account_key(account_id), address_key(address.normalised))


def _address_item(account_id: str, address: Address) -> AddressItem:
    return AddressItem(
        account_key(account_id),
        address_key(address.normalised),
        shown=address.shown,
        verified=address.verified,
        deliverable=address.deliverable,
        primary=address.primary,
        soft_bounces=address.soft_bounces,
        added_at=address.added_at,
    )
