"""Who organizes a conference: listed, their role changed, taken away, or given a new passkey."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.domain.account import Account
from chalicelib.domain.audit import Act, By
from chalicelib.domain.grant import (
    EVERY,
    FEWEST_OWNERS,
    INVITATION_LASTS,
    Grant,
    Invitation,
    Member,
    Role,
    leaves_no_owner,
    owner_who_stays,
    owners,
    team_scope,
)
from chalicelib.errors import Conflict, NotFound
from chalicelib.logs import logger
from chalicelib.services.console import tell_team
from chalicelib.services.console.invite import conference_name, send_link
from chalicelib.services.mail import organizer_messages
from chalicelib.store import audit
from chalicelib.store.organizers import grants, invitations
from chalicelib.store.people import accounts
from chalicelib.store.transactions import Transaction

_RACES = 4
_LAST_OWNER = (
    "This is the only owner: no one could change the team anymore. "
    "Make someone else an owner first."
)


@dataclass(frozen=True, slots=True)
class Where:
    """Whose team: a conference's id and name, or EVERY and ""."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who changes a team: as the audit names them, and the name that emails give."""

    by: By
    name: str


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member with the account; `elsewhere`: the role is at all conferences, and their owners change it."""

    account: Account
    grant: Grant
    elsewhere: bool

    @property
    def name(self) -> str:
        """What to call them."""
        return self.account.name or self.address

    @property
    def address(self) -> str:
        """Their primary address."""
        return self.account.in_order[0].shown if self.account.addresses else ""


@dataclass(frozen=True, slots=True)
class Team:
    """Everybody at a conference, owners first, and who was invited. `few_owners`: fewer than two."""

    colleagues: tuple[Colleague, ...]
    invited: tuple[Invitation, ...]
    owners: int

    @property
    def few_owners(self) -> bool:
        """Whether one who is away leaves nobody to change the team."""
        return self.owners < FEWEST_OWNERS


def team(conference_id: str, viewer: Account, *, with_invited_to_all: bool = False) -> Team:
    """The team of a conference as one of it sees it, those of all conferences included."""
    held = _members(conference_id)
    known: dict[str, Account | None] = {viewer.id: viewer}
    for account_id in {one.account_id for one in held} - {viewer.id}:
        known[account_id] = accounts.load(account_id)
    found = [
        Colleague(account, one.grant, one.grant.conference_id != conference_id)
        for one in held
        if (account := known[one.account_id]) is not None
    ]
    found.sort(key=lambda one: (-tuple(Role).index(one.grant.role), one.name.casefold()))
    invited = invitations.of_conference(conference_id)
    if with_invited_to_all:
        invited = [*invited, *invitations.of_conference(EVERY)]
    invited = sorted(invited, key=lambda one: one.at)
    return Team(tuple(found), tuple(invited), len(owners(held)))


def change_role(where: Where, account_id: str, role: Role, actor: Actor, now: datetime) -> None:
    """Those concerned are told by email.

    Raises NotFound (not on this team), Conflict (the only owner, or others are changing it).
    """

    def write(transaction: Transaction, account: Account) -> None:
        grants.changed(transaction, account)
        grants.put(transaction, account_id, Grant(where.id, role, actor.by.who, now))

    _change(where, account_id, role, ("change-role", actor, now), write)


def remove(where: Where, account_id: str, actor: Actor, now: datetime) -> None:
    """Take the role away; every sign-in of the account ends. Raises and tells as `change_role`."""

    def write(transaction: Transaction, account: Account) -> None:
        grants.changed(transaction, account, ends_sign_ins=True)
        grants.gone(transaction, account_id, [_own(account, where.id)])
        held = {address.normalised for address in account.addresses}
        for one in invitations.of_conference(where.id):
            if one.normalised in held:
                invitations.used_up(transaction, one)

    _change(where, account_id, None, ("remove-organizer", actor, now), write)


def withdraw(conference_id: str, address_id: str, by: By, now: datetime) -> None:
    """Take an invitation back. Raises NotFound, Conflict (accepted at this moment)."""
    for one in invitations.of_conference(conference_id):
        if one.address_id == address_id:
            act = Act(team_scope(conference_id), "withdraw-invitation", (address_id,))
            with Transaction() as transaction:
                invitations.used_up(transaction, one)
                audit.within(transaction, act, by, now)
            return
    raise NotFound("This invitation was already accepted or withdrawn.")


def reset_passkey(conference_id: str, account_id: str, inviter: str, by: By, now: datetime) -> str:
    """Email a colleague the link that makes a new passkey; returns the address it went to.

    Until they open it, their passkeys work as before. Raises NotFound, Conflict, Unavailable.
    """
    account = _colleague(conference_id, account_id)
    grant = _own(account, conference_id)
    to = account.recipients[0] if account.recipients else None
    if to is None:
        raise Conflict("None of this person's addresses can receive email.")
    expires = now + INVITATION_LASTS
    invitation = Invitation(
        conference_id, to.normalised, to.shown, grant.role, by.who, now, expires, link_hash=""
    )
    name = conference_name(conference_id)
    words = organizer_messages.Invited(name, grant.role, inviter, expires, again=True)
    act = Act(team_scope(conference_id), "reset-passkey", (account_id,))
    send_link(invitation, words, act, by)
    return to.shown


def _change(
    where: Where,
    account_id: str,
    becomes: Role | None,
    entry: tuple[str, Actor, datetime],
    write: Callable[[Transaction, Account], Any],
) -> None:
    action, actor, now = entry
    for _ in range(_RACES):
        account = _colleague(where.id, account_id)
        members = _members(where.id)
        if leaves_no_owner(members, account_id, becomes):
            raise Conflict(_LAST_OWNER)
        stays = owner_who_stays(members, account_id, becomes)
        was = _own(account, where.id).role
        # Read before the write: what took effect is not answered with an error.
        told = tell_team.owners_told(members, where.id, account_id)
        act = Act(
            team_scope(where.id),
            action,
            (account_id,),
            {"from": was, "to": becomes or "none"},
        )
        try:
            with Transaction() as transaction:
                write(transaction, account)
                if stays is not None:
                    grants.still_owns(transaction, stays)
                audit.within(transaction, act, actor.by, now)
        except Conflict:
            continue
        logger.info(action, account=account_id)
        change = tell_team.TeamChange(where.id, where.name, account, actor.name, was, becomes)
        tell_team.tell(change, told)
        return
    raise Conflict("Others are changing this team. Try again.")


def _members(conference_id: str) -> list[Member]:
    found = grants.members(conference_id)
    return found if conference_id == EVERY else [*found, *grants.members(EVERY)]


def _colleague(conference_id: str, account_id: str) -> Account:
    account = accounts.load(account_id)
    if account is None or not any(g.conference_id == conference_id for g in account.grants):
        raise NotFound("This person is not on the team of this conference.")
    return account


def _own(account: Account, conference_id: str) -> Grant:
    return next(one for one in account.grants if one.conference_id == conference_id)
