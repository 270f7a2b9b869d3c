"""Who comes into the console, and as what."""

from dataclasses import dataclass

from chalicelib.domain.account import Account
from chalicelib.domain.audit import By
from chalicelib.domain.conference import Conference
from chalicelib.domain.grant import Role, organizes_every, role_at
from chalicelib.errors import NotFound, RoleRequired
from chalicelib.store.claims import conferences


@dataclass(frozen=True, slots=True)
class Organizer:
    """An account where it organizes: at `conference`, or (None) before it chose one."""

    account: Account
    role: Role
    conference: Conference | None

    def by(self, why: str = "") -> By:
        """Who acts, for the audit."""
        return who(self.account, why)

    def may(self, role: str) -> bool:
        """Whether its role here is enough; for templates."""
        return self.role.may(Role(role))

    @property
    def chosen(self) -> Conference:
        """The conference of a page that has one. Raises NotFound."""
        if self.conference is None:
            raise NotFound
        return self.conference


def who(account: Account, why: str = "") -> By:
    """An account that acts, as the audit names it."""
    return By(f"account:{account.id}", why)


def organizer(account: Account, conference_id: str | None, needed: Role) -> Organizer:
    """The account as an organizer of that conference; None: of any.

    Raises NotFound for an outsider, whether or not the conference exists, and RoleRequired.
    """
    role = _role(account, conference_id)
    if role is None:
        raise NotFound
    found = conferences.load_settings([conference_id]) if conference_id else {}
    if conference_id and conference_id not in found:
        raise NotFound
    if not role.may(needed):
        raise RoleRequired(
            f"You are {_words(role)} here, and this takes {_words(needed)}. "
            "Ask an owner of this conference to do it, or to change your role on the Team page."
        )
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
