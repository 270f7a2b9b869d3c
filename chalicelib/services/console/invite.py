"""Invite somebody to organize a conference, or all of them."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.account import Account
from chalicelib.domain.audit import Act, By
from chalicelib.domain.email_address import address_id, mailbox
from chalicelib.domain.grant import EVERY, INVITATION_LASTS, Grant, Invitation, Role, team_scope
from chalicelib.errors import Conflict, NotFound
from chalicelib.logs import logger
from chalicelib.services.console import tell_team
from chalicelib.services.mail import organizer_messages, send, unknown
from chalicelib.services.people import throttle
from chalicelib.services.people.reset_password import checked_address
from chalicelib.store import audit
from chalicelib.store.claims import conferences
from chalicelib.store.organizers import grants, invitations
from chalicelib.store.people import accounts, registrations
from chalicelib.store.transactions import Transaction


@dataclass(frozen=True, slots=True)
class Invite:
    """Whom to invite to what. `inviter` is the name that the email gives."""

    email: str
    conference_id: str
    role: Role
    inviter: str


def invite(asked: Invite, by: By, now: datetime) -> bool:
    """Email a link, good for seven days; True where the role holds already.

    Somebody who organizes another conference has a passkey already, so that the role holds at once.
    An invitation takes the place of an earlier one. Raises Invalid (not an address), NotFound (no such
    conference), Conflict (they have a role here), TooManyRequests, Unavailable.
    """
    normalised = checked_address(asked.email, "email")
    name = conference_name(asked.conference_id)
    owner = accounts.owner_of(normalised)
    account = accounts.load(owner) if owner else None
    if account is not None:
        _has_no_role(account, asked.conference_id)
    throttle.take("mail-mailbox", mailbox(normalised), now)
    unasked = owner is None and not registrations.of_address(normalised)
    if unasked:
        unknown.take(by.who, now)
    act = Act(
        team_scope(asked.conference_id),
        "grant",
        (address_id(normalised), *([account.id] if account else [])),
        {"role": asked.role},
    )
    if account is not None and account.grants and account.passkeys:
        _add(account, asked, name, act, by, now)
        return True
    _invite(account, asked, normalised, name, act, by, now)
    return False


def conference_name(conference_id: str) -> str:
    """A conference's name, "" for all of them. Raises NotFound."""
    if conference_id == EVERY:
        return ""
    found = conferences.load_settings([conference_id])
    if conference_id not in found:
        raise NotFound(f"There is no conference {conference_id}.")
    return found[conference_id].name


def send_link(invitation: Invitation, words: organizer_messages.Invited, act: Act, by: By) -> None:
    """Keep the invitation and email its link. Raises Conflict, Unavailable."""
    with Transaction() as transaction:
        token = invitations.put(transaction, invitation)
        audit.within(transaction, act, by, invitation.at)
    logger.info("organizer invited", role=invitation.role)
    known = accounts.owner_of(invitation.normalised) is not None or bool(
        registrations.of_address(invitation.normalised)
    )
    send.send_now(
        organizer_messages.organizer_invited_mail(invitation.shown, token, words, known=known)
    )


def _has_no_role(account: Account, conference_id: str) -> None:
    for held in account.grants:
        if held.conference_id == conference_id:
            raise Conflict(
                f"This person is on the team already, as {held.role}. Change the role on the Team page."
            )


def _invite(
    account: Account | None,
    asked: Invite,
    normalised: str,
    name: str,
    act: Act,
    by: By,
    now: datetime,
) -> None:
    expires = now + INVITATION_LASTS
    invitation = Invitation(
        asked.conference_id,
        normalised,
        asked.email.strip(),
        asked.role,
        by.who,
        now,
        expires,
        link_hash="",
    )
    again = account is not None and bool(account.grants)
    words = organizer_messages.Invited(name, asked.role, asked.inviter, expires, again=again)
    send_link(invitation, words, act, by)


def _add(account: Account, asked: Invite, name: str, act: Act, by: By, now: datetime) -> None:
    told = tell_team.owners_of(asked.conference_id, account.id)
    with Transaction() as transaction:
        grants.changed(transaction, account)
        grants.put(transaction, account.id, Grant(asked.conference_id, asked.role, by.who, now))
        audit.within(transaction, act, by, now)
    logger.info("organizer added", role=asked.role)
    change = tell_team.TeamChange(
        asked.conference_id, name, account, asked.inviter, None, asked.role
    )
    words = organizer_messages.Invited(name, asked.role, asked.inviter, now)
    path = "/console" if asked.conference_id == EVERY else f"/console/{asked.conference_id}"
    send.tell(
        [asked.email.strip()], lambda to: organizer_messages.organizer_added_mail(to, path, words)
    )
    tell_team.tell(change, told)
