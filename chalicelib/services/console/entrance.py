"""Who comes into the console, and as what."""

from dataclasses import dataclass

from chalicelib.domain.account import Account
from chalicelib.domain.audit import By
from chalicelib.domain.conference import Conference
from chalicelib.domain.grant import EVERY, Role, organizes_every, role_at
from chalicelib.errors import NotFound, RoleRequired
from chalicelib.store.claims import conferences

ALL = "~all"  # in place of a conference's id in the console's addresses; no ID begins like this


@dataclass(frozen=True, slots=True)
class Organizer:
    """An account where it organizes: at `conference`, or (None) before it chose one, or `of_all`."""

    account: Account
    role: Role
    conference: Conference | None
    of_all: bool = False

    def by(self, why: str = "") -> By:
        """Who acts, for the audit."""
        return who(self.account, why)

    def may(self, role: str) -> bool:
        """Whether its role here is enough; for templates."""
        return self.role.may(Role(role))

    def needs(self, role: Role) -> None:
        """Raises RoleRequired where its role isn't enough."""
        if not self.role.may(role):
            raise RoleRequired(
                f"You are {_words(self.role)} here, and this takes {_words(role)}. Ask an owner of "
                "this conference to do it, or to change your role on the Team page."
            )

    @property
    def place(self) -> str:
        """The path that its pages are under, "" before it chose a conference."""
        if self.of_all:
            return f"/console/{ALL}"
        return f"/console/{self.conference.id}" if self.conference else ""

    @property
    def time_zone(self) -> str:
        """In which its pages say times: the conference's, or UTC for all of them."""
        return self.conference.time_zone if self.conference else "UTC"

    @property
    def chosen(self) -> Conference:
        """The conference of a page that has one. Raises NotFound."""
        if self.conference is None:
            raise NotFound
        return self.conference


def who(account: Account, why: str = "") -> By:
    """An account that acts, as the audit names it."""
    return By(f"account:{account.id}", why)


def organizer(account: Account, conference_id: str | None, *, of_all: bool = False) -> Organizer:
    """The account as an organizer of that conference; None: of any; ALL, where `of_all`: of all of them.

    Raises NotFound for an outsider, whether or not the conference exists.
    """
    everywhere = of_all and conference_id == ALL
    role = _role(account, EVERY if everywhere else conference_id)
    if role is None:
        raise NotFound
    if everywhere:
        return Organizer(account, role, None, of_all=True)
    found = conferences.load_settings([conference_id]) if conference_id else {}
    if conference_id and conference_id not in found:
        raise NotFound
    return Organizer(account, role, found[conference_id] if conference_id else None)


def organized(account: Account) -> list[tuple[Conference, Role]]:
    """The conferences of an account, newest first, with its role at each."""
    if organizes_every(account.grants):
        found = conferences.every()
    else:
        ids = [one.conference_id for one in account.grants]
        found = list(conferences.load_settings(ids).values())
    held = [(one, role_at(account.grants, one.id) or Role.READER) for one in found]
    return sorted(held, key=lambda one: (one[0].starts_on, one[0].id), reverse=True)


def _role(account: Account, conference_id: str | None) -> Role | None:
    if conference_id is not None:
        return role_at(account.grants, conference_id)
    return max((one.role for one in account.grants), key=tuple(Role).index, default=None)


def _words(role: Role) -> str:
    return f"a {role}" if role is Role.READER else f"an {role}"
