"""Grants: each is kept twice, under its account and under its conference, in one transaction."""

from collections.abc import Iterable

from chalicelib.domain.account import Account
from chalicelib.domain.grant import Grant, Member, Role
from chalicelib.store.accounts_table import AccountItem
from chalicelib.store.conferences_table import MemberItem
from chalicelib.store.grants_table import GrantItem
from chalicelib.store.keys import ACCOUNT, GRANTS, account_key
from chalicelib.store.tables import all_of
from chalicelib.store.transactions import Transaction


def members(conference_id: str) -> list[Member]:
    """Everyone who may organize this conference in particular; of EVERY one, with `*`."""
    return [
        Member(item.sk.removeprefix(GRANTS), _grant(item, conference_id))
        for item in all_of(MemberItem, conference_id, GRANTS)
    ]


def put(transaction: Transaction, account_id: str, grant: Grant) -> None:
    """Write it in place of the role there was."""
    role, by, at = grant.role, grant.by, grant.at
    under_account = account_key(account_id), _key(grant.conference_id)
    under_conference = grant.conference_id, _key(account_id)
    transaction.save(GrantItem(*under_account, role=role, granted_by=by, granted_at=at))
    transaction.save(MemberItem(*under_conference, role=role, granted_by=by, granted_at=at))


def gone(transaction: Transaction, account_id: str, grants: Iterable[Grant]) -> None:
    """Take them away."""
    for grant in grants:
        transaction.delete(GrantItem(account_key(account_id), _key(grant.conference_id)))
        transaction.delete(MemberItem(grant.conference_id, _key(account_id)))


def still_owns(transaction: Transaction, member: Member) -> None:
    """Nothing is written where this owner has lost that role in the meantime."""
    transaction.condition_check(
        GrantItem,
        account_key(member.account_id),
        _key(member.grant.conference_id),
        condition=GrantItem.role == Role.OWNER,
    )


def changed(transaction: Transaction, account: Account, *, ends_sign_ins: bool = False) -> None:
    """The account is still as it was read; with its role, its sign-ins may end."""
    version = account.credentials_version + int(ends_sign_ins)
    transaction.update(
        AccountItem(account_key(account.id), ACCOUNT),
        [
            AccountItem.version.set(account.version + 1),
            AccountItem.credentials_version.set(version),
        ],
        condition=AccountItem.version == account.version,
    )


def from_item(item: GrantItem) -> Grant:
    """A grant as its item under the account has it."""
    return _grant(item, item.sk.removeprefix(GRANTS))


def _grant(item: GrantItem | MemberItem, conference_id: str) -> Grant:
    return Grant(conference_id, Role(item.role), item.granted_by, item.granted_at)


def _key(other_id: str) -> str:
    """The account's id under a conference, the conference's under an account."""
    return f"{GRANTS}{other_id}"
