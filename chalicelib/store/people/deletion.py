"""What goes when an account is deleted, and what stays of its certificates.

The account goes first, in one transaction that notes what is still to be erased: nothing is lost
where that transaction fails, and an interrupted deletion is completed by the sweep.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.account import Account
from chalicelib.domain.audit import PORTAL, Act, By
from chalicelib.domain.grant import Grant, team_scope
from chalicelib.store import audit
from chalicelib.store.accounts_table import (
    AccountItem,
    AddressItem,
    DeletedItem,
    DeviceItem,
    ErasureItem,
    LicensesItem,
    OwnerItem,
    RenewalsItem,
    VerificationItem,
)
from chalicelib.store.keys import (
    ACCOUNT,
    DELETED,
    ERASURES,
    LICENSES,
    OWNER,
    RENEWALS,
    account_key,
    address_key,
    devices_key,
    email_key,
    verification_key,
)
from chalicelib.store.organizers import grants
from chalicelib.store.people import passkeys
from chalicelib.store.tables import Item, all_of
from chalicelib.store.transactions import MOST_ITEMS, Transaction

# Three items each; ten addresses and ten passkeys take 55 of the hundred.
_TEAMS_AT_ONCE = 10


def delete_account(account: Account, now: datetime, alone: Sequence[str] = ()) -> None:
    """Account, addresses, password and passkeys in one transaction; its sign-ins end with it.

    Each team that loses a member, and the portal where conferences (`alone`) are left without an owner,
    has an entry in its audit. Teams that one transaction has no room for are left before it. Raises
    Conflict if the account changed in the meantime.
    """
    surplus, last = account.grants[_TEAMS_AT_ONCE:], account.grants[:_TEAMS_AT_ONCE]
    for start in range(0, len(surplus), _TEAMS_AT_ONCE):
        part = surplus[start : start + _TEAMS_AT_ONCE]
        with Transaction() as transaction:
            _audited(transaction, account.id, part, (), now)
            grants.gone(transaction, account.id, part)
    with Transaction() as transaction:
        _audited(transaction, account.id, last, alone, now)
        registered = [held.normalised for held in account.verified]
        deleted(transaction, replace(account, grants=last), now, registered)
        for address in account.verified:
            transaction.delete(
                OwnerItem(email_key(address.normalised), OWNER),
                condition=OwnerItem.account_id == account.id,
            )


def deleted(
    transaction: Transaction, account: Account, now: datetime, registered: Iterable[str] = ()
) -> None:
    """The account goes, if it is still as it was read; who owns its addresses is another matter.

    `registered`: the normalised addresses whose registrations go with it.
    """
    key = account_key(account.id)
    transaction.delete(AccountItem(key, ACCOUNT), condition=AccountItem.version == account.version)
    transaction.save(DeletedItem(key, DELETED, deleted_at=now))
    transaction.delete(LicensesItem(key, LICENSES))
    transaction.delete(RenewalsItem(key, RENEWALS))
    transaction.save(
        ErasureItem(ERASURES, account.id, addresses=json.dumps(sorted(registered)), deleted_at=now)
    )
    for address in account.addresses:
        transaction.delete(AddressItem(key, address_key(address.normalised)))
        transaction.delete(VerificationItem(key, verification_key(address.normalised)))
    passkeys.gone(transaction, account.id, list(account.passkeys))
    grants.gone(transaction, account.id, account.grants)


def _audited(
    transaction: Transaction,
    account_id: str,
    teams: Sequence[Grant],
    alone: Sequence[str],
    now: datetime,
) -> None:
    """One act a scope: a transaction writes no two entries of one chain."""
    facts: dict[str, dict[str, str]] = {}
    if alone:
        facts[PORTAL] = {"no_owner": ", ".join(alone)}
    for grant in teams:
        facts.setdefault(team_scope(grant.conference_id), {})["role"] = grant.role
    for scope, held in facts.items():
        act = Act(scope, "leave-team", (account_id,), held)
        audit.within(transaction, act, By(f"account:{account_id}"), now)


def unfinished() -> list[tuple[str, list[str]]]:
    """Deleted accounts whose data is still there: id, and addresses whose registrations go."""
    return [(item.sk, json.loads(item.addresses)) for item in all_of(ErasureItem, ERASURES)]


def finish(account_id: str) -> None:
    """Erase what people saw of its sign-ins; with the last of it, note that nothing is left."""
    gone: list[Item] = all_of(DeviceItem, devices_key(account_id))
    gone.append(ErasureItem(ERASURES, account_id))
    for start in range(0, len(gone), MOST_ITEMS):
        with Transaction() as transaction:
            for item in gone[start : start + MOST_ITEMS]:
                transaction.delete(item)
