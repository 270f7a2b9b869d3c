"""What an invitation's link opens: a passkey is made, and from then on its person organizes.

The link proves the mailbox, and nothing but the new passkey is left: a password that somebody stole
before, and what they added with it, opens nothing (docs/adr/0021-organizers-and-their-passkeys.md).
"""

from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.account import Account, Address
from chalicelib.domain.audit import Act
from chalicelib.domain.device import Device
from chalicelib.domain.grant import Invitation, team_scope
from chalicelib.domain.passkey import Passkey
from chalicelib.errors import Conflict, NotFound
from chalicelib.logs import logger
from chalicelib.services.console import tell_team
from chalicelib.services.console.invite import conference_name
from chalicelib.services.mail import messages, send
from chalicelib.services.people import passkey_options, throttle
from chalicelib.services.people.new_sign_in import SignedIn, renew
from chalicelib.services.people.passkeys import made_of
from chalicelib.store.organizers import invitations, joining
from chalicelib.store.people import accounts, registrations

SPENT = (
    "This invitation was used, was replaced by a newer email, or has expired. Ask an owner of the "
    "conference to invite you again."
)


@dataclass(frozen=True, slots=True)
class Opened:
    """An invitation and whose it is; the account is not stored yet where `first`."""

    invitation: Invitation
    account: Account
    first: bool
    conference: str


def look(token: str, network: str, now: datetime) -> Opened:
    """What the link grants, without using it up. Raises NotFound, TooManyRequests."""
    found = invitations.read(token)
    if found is None:
        throttle.take("link-network", network, now)
        raise NotFound(SPENT)
    if found.expires_at <= now:
        raise NotFound(SPENT)
    owner = accounts.owner_of(found.normalised)
    account = accounts.load(owner) if owner else None
    name = conference_name(found.conference_id)
    if account is None:
        return Opened(found, _new(found), True, name)
    return Opened(found, account, False, name)


def options(opened: Opened, asked_by: str, now: datetime) -> str:
    """What the browser makes a passkey of. Raises TooManyRequests."""
    # Those it has go, so that their number is not in the way, and a device may be used again.
    return passkey_options.to_add(replace(opened.account, passkeys=()), asked_by, now)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `made` by the browser, asked by the secret of its forms, from that network."""

    made: str
    name: str
    asked_by: str
    network: str
    device: Device


def join(token: str, answer: Answer, now: datetime) -> tuple[SignedIn, Opened]:
    """Use the link up, and sign in. Raises NotFound (spent), Invalid, TooManyRequests."""
    opened = look(token, answer.network, now)
    made, asked = made_of(answer.made, answer.name, answer.asked_by, answer.network, now)
    told = _owners_told(opened)
    try:
        _write(opened, made, asked.user_handle, now)
    except Conflict:
        raise NotFound(SPENT) from None
    throttle.give_back_to(asked.counted)
    saved = accounts.load(opened.account.id)
    if saved is None:
        raise NotFound(SPENT)
    logger.info("organizer joined", account=saved.id)
    send.tell(send.own_addresses(saved), lambda to: messages.passkey_added_mail(to, made.name))
    if told is not None:
        invited = opened.invitation
        change = tell_team.TeamChange(
            invited.conference_id, opened.conference, saved, "", None, invited.role
        )
        tell_team.tell(change, told)
    return renew(saved, now, answer.device, by_passkey=True), opened


def _owners_told(opened: Opened) -> list[Account] | None:
    """The owners to tell of a new member; None for somebody who was one and has a new passkey."""
    conference_id = opened.invitation.conference_id
    if any(held.conference_id == conference_id for held in opened.account.grants):
        return None
    return tell_team.owners_of(conference_id, opened.account.id)


def _write(opened: Opened, made: Passkey, user_handle: str, now: datetime) -> None:
    account, invitation = opened.account, opened.invitation
    here = [held for held in account.grants if held.conference_id == invitation.conference_id]
    if here:  # only a new passkey: the role is what it has become since
        invitation = replace(invitation, role=here[0].role)
    act = Act(
        team_scope(invitation.conference_id), "join", (account.id,), {"role": invitation.role}
    )
    write = joining.begin if opened.first else joining.join
    write(account, invitation, made, user_handle, act, now)


def _new(invitation: Invitation) -> Account:
    held = registrations.of_address(invitation.normalised)
    name = next((one.name for one in held if one.confirmed and one.name), "")
    address = Address(invitation.normalised, invitation.shown, verified=True, primary=True)
    # The same each time the link is opened, so that what it costs is counted under one account.
    return Account(invitation.link_hash[:32], name, addresses=(address,))
