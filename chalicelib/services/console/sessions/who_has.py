"""Who selected sessions, and whose certificate lists them: asked before one is changed.

Reads the conference's index, and those claims by their keys; no table is gone through.
"""

from collections.abc import Collection
from dataclasses import dataclass

from chalicelib.importing.progress import in_parallel, parts, silent
from chalicelib.store.claims import by_conference, claims
from chalicelib.store.claims.held_sessions import Held
from chalicelib.store.people import accounts
from chalicelib.store.tables import KEYS_AT_ONCE

MOST_NAMED = 50


@dataclass(frozen=True, slots=True)
class Holder:
    """One person; `certified`: their latest certificate lists one of the sessions."""

    account_id: str
    name: str
    certified: bool


@dataclass(frozen=True, slots=True)
class Holders:
    """How many people selected one of the sessions, how many have one on their latest certificate, how
    many that are in all, and the first of them by name.
    """

    selected: int = 0
    certified: int = 0
    named: tuple[Holder, ...] = ()
    total: int = 0

    @property
    def any(self) -> bool:
        """Whether somebody is concerned."""
        return self.total > 0

    @property
    def unnamed(self) -> int:
        """How many are not named."""
        return max(0, self.total - len(self.named))


def holders(conference_id: str, session_ids: Collection[str]) -> Holders:
    """Whom a change to these sessions concerns. The index may be some seconds behind."""
    if not session_ids:
        return Holders()
    wanted = frozenset(session_ids)
    everybody = by_conference.with_claims(conference_id)
    found: dict[str, tuple[bool, bool]] = {}
    work = parts(list(everybody), KEYS_AT_ONCE)

    def read(part: Collection[str]) -> dict[str, Held]:
        return claims.of_accounts(part, conference_id, wanted)

    for held in in_parallel(work, read, "Reading claims", silent):
        for account_id, one in held.items():
            selected, certified = _holds(one, wanted, everybody[account_id].revoked)
            if selected or certified:
                found[account_id] = selected, certified
    return _named(found)


def _holds(held: Held, wanted: frozenset[str], revoked: bool) -> tuple[bool, bool]:
    certified = not revoked and not wanted.isdisjoint(held.certified)
    return not wanted.isdisjoint(held.selected), certified


def _named(found: dict[str, tuple[bool, bool]]) -> Holders:
    first = sorted(found, key=lambda account_id: (not found[account_id][1], account_id))
    names = accounts.names_of(first[:MOST_NAMED])
    held = [Holder(one, name, found[one][1]) for one, name in names.items()]
    return Holders(
        selected=sum(selected for selected, _ in found.values()),
        certified=sum(certified for _, certified in found.values()),
        named=tuple(sorted(held, key=lambda one: one.name.casefold())),
        total=len(found),
    )
