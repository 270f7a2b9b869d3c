"""Which conferences an account would leave without an owner: nobody could manage them but by `ops grant`."""

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.domain.account import Account
from chalicelib.domain.grant import EVERY, Role, owners
from chalicelib.errors import Conflict
from chalicelib.store.claims import conferences
from chalicelib.store.organizers import grants


@dataclass(frozen=True, slots=True)
class Owned:
    """A conference's id and name, or EVERY and ""."""

    id: str
    name: str


def left_alone(account: Account) -> tuple[Owned, ...]:
    """Where the account is the only owner, and none of all conferences is left: by name."""
    held = [one.conference_id for one in account.grants if one.role is Role.OWNER]
    if not held or owners(grants.members(EVERY)) - {account.id}:
        return ()
    alone = [one for one in held if one == EVERY or owners(grants.members(one)) <= {account.id}]
    named = [one for one in alone if one != EVERY]
    names = conferences.load_settings(named) if named else {}
    found = [Owned(one, names[one].name if one in names else "") for one in alone]
    return tuple(sorted(found, key=lambda one: one.name.casefold()))


def refused(alone: Sequence[Owned]) -> Conflict:
    """Says which conferences, and what to do; leaving goes on where that is confirmed."""
    named = ", ".join(
        one.name or ("all conferences" if one.id == EVERY else one.id) for one in alone
    )
    return Conflict(
        f"You are the only owner of {named}. Make someone else an owner on the Team page first, "
        "or confirm that there will be none.",
        code="last_owner",
        extra={"conferences": [{"id": one.id, "name": one.name} for one in alone]},
    )
