"""Who may organize which conference, and what each role may do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.domain.audit import PORTAL, conference_scope
from chalicelib.domain.email_address import address_id

EVERY = "*"  # in place of a conference's id: all of them, those to come as well
INVITATION_LASTS = timedelta(days=7)
# After this time the console asks for the passkey again.
ENTRY_LASTS = timedelta(hours=12)
FEWEST_OWNERS = 2  # below it the Team page warns: if one can't work, nobody is left to invite


class Role(StrEnum):
    """A reader looks, an editor changes what is in a conference, an owner also its team."""

    READER = "reader"
    EDITOR = "editor"
    OWNER = "owner"

    def may(self, needed: "Role") -> bool:
        """Whether this role is enough where `needed` is asked for."""
        return _ORDER.index(self) >= _ORDER.index(needed)


_ORDER = tuple(Role)


@dataclass(frozen=True, slots=True)
class Grant:
    """One account's role at a conference, or at EVERY one. `by` is who granted it, as the audit names
    them; times are aware.
    """

    conference_id: str
    role: Role
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Member:
    """A grant seen from its conference: whose it is."""

    account_id: str
    grant: Grant


@dataclass(frozen=True, slots=True)
class Invitation:
    """What an emailed link grants to the person who reads the address.

    `link_hash` is that of the latest email's link.
    """

    conference_id: str
    normalised: str
    shown: str
    role: Role
    by: str
    at: datetime
    expires_at: datetime
    link_hash: str

    @property
    def address_id(self) -> str:
        """Names the address in keys and URLs without showing it."""
        return address_id(self.normalised)


def team_scope(conference_id: str) -> str:
    """Where the audit keeps what is done to a team: with its conference, that of EVERY with the portal."""
    return PORTAL if conference_id == EVERY else conference_scope(conference_id)


def role_at(grants: Iterable[Grant], conference_id: str) -> Role | None:
    """The highest role an account has at a conference; None: it is an outsider there."""
    held = [one.role for one in grants if one.conference_id in (conference_id, EVERY)]
    return max(held, key=_ORDER.index, default=None)


def organizes_every(grants: Iterable[Grant]) -> bool:
    """Whether the account has a role at all conferences."""
    return any(one.conference_id == EVERY for one in grants)


def owners(members: Iterable[Member]) -> set[str]:
    """The accounts of those who may change the team."""
    return {one.account_id for one in members if one.grant.role is Role.OWNER}


def owner_who_stays(
    members: Iterable[Member], account_id: str, becomes: Role | None
) -> Member | None:
    """Another owner, on whom an owner's leaving depends: two who take the role from each other at once
    both see one. None where no owner leaves, or none stays.
    """
    held = list(members)
    if becomes is Role.OWNER or account_id not in owners(held):
        return None
    others = (one for one in held if one.account_id != account_id)
    return next((one for one in others if one.grant.role is Role.OWNER), None)


def leaves_no_owner(members: Iterable[Member], account_id: str, becomes: Role | None) -> bool:
    """Whether nobody could change the team any more if the account had that role, or none."""
    held = owners(members)
    return becomes is not Role.OWNER and held == {account_id}
