"""Who is told by email when a team changes: the person it is about, and the owners.

The one who made the change is an owner, so that somebody whose session was stolen learns of it, too. As with
other notices of what has happened to an account, no limit holds them back: an attacker would spend it first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.domain.account import Account
from chalicelib.domain.grant import EVERY, Member, Role, owners
from chalicelib.services.console.entrance import ALL
from chalicelib.services.mail import send
from chalicelib.services.mail import team as notices
from chalicelib.settings import settings
from chalicelib.store.claims import conferences
from chalicelib.store.organizers import grants
from chalicelib.store.people import accounts


@dataclass(frozen=True, slots=True)
class TeamChange:
    """What became of a person's role. `was` None: they are new; `role` None: they were removed.

    `conference` is its name, "" for all; `by` is who did it, "" where they accepted an invitation
    or deleted their account.
    """

    conference_id: str
    conference: str
    account: Account
    by: str
    was: Role | None
    role: Role | None


def owners_of(conference_id: str, but: str) -> list[Account]:
    """The same as `owners_told`, where the members have not been read."""
    return owners_told(grants.members(conference_id), conference_id, but)


def owners_told(members: Sequence[Member], conference_id: str, but: str) -> list[Account]:
    """The owners of this conference to tell, but for one account; those of every one where it has none."""
    own = owners(one for one in members if one.grant.conference_id == conference_id) - {but}
    told = own or owners(_of_every(members, conference_id)) - {but}
    return [account for one in sorted(told) if (account := accounts.load(one)) is not None]


def tell(change: TeamChange, told: Sequence[Account]) -> None:
    """Email the person whose role it was, unless another email does, and these owners."""
    if change.was is not None:
        mail = _mail(change)
        send.tell(send.own_addresses(change.account), lambda to: notices.own_role_mail(to, mail))
    tell_owners(change, told)


def leaving(account: Account, by: str = "") -> list[tuple[TeamChange, list[Account]]]:
    """What is to be told, and to whom, when an account goes, deleted by its person or (`by`) another:
    for each of its roles.
    """
    ids = [one.conference_id for one in account.grants if one.conference_id != EVERY]
    names = {one.id: one.name for one in conferences.load_settings(ids).values()} if ids else {}
    return [
        (
            TeamChange(
                one.conference_id, names.get(one.conference_id, ""), account, by, one.role, None
            ),
            owners_of(one.conference_id, account.id),
        )
        for one in account.grants
    ]


def tell_owners(change: TeamChange, told: Sequence[Account]) -> None:
    """Email these owners alone: the person gets another email, or is gone."""
    mail = _mail(change)
    for owner in told:
        send.tell(send.own_addresses(owner), lambda to: notices.team_changed_mail(to, mail))


def _mail(change: TeamChange) -> notices.Change:
    return notices.Change(
        conference=change.conference,
        person=_named(change.account),
        by=change.by,
        was=change.was or "",
        role=change.role or "",
        link=_link(change),
    )


def _of_every(members: Sequence[Member], conference_id: str) -> Sequence[Member]:
    if any(one.grant.conference_id == EVERY for one in members) or conference_id == EVERY:
        return members
    return grants.members(EVERY)


def _named(account: Account) -> str:
    address = account.in_order[0].shown if account.addresses else ""
    return f"{account.name} ({address})" if account.name and address else account.name or address


def _link(change: TeamChange) -> str:
    place = ALL if change.conference_id == EVERY else change.conference_id
    return f"{settings().portal_url}/console/{place}/team"
