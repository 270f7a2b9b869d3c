"""Complete what earlier versions stored: the list of conferences, rosters, `by-conference`, and which
totals a certificate prints.
"""

from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.domain.registration import Registration
from chalicelib.importing.progress import in_parallel, silent
from chalicelib.store import reindexing
from chalicelib.store.certificates import snapshots
from chalicelib.store.claims import conferences
from chalicelib.store.people import registrations, rosters
from chalicelib.store.tables import KEYS_AT_ONCE


@dataclass(frozen=True, slots=True)
class Reindexed:
    """How many were completed; `passed` claims, certificates and deliveries changed in the meantime.

    `totals` counts certificates whose lists showed other totals than they print.
    """

    listed: int
    rosters: int
    entries: int
    passed: int
    totals: int = 0


def reindex(*, write: bool = True) -> Reindexed:
    """Complete everything, or (`write` off) count what would be. Raises Conflict, RosterTooLarge.

    Run again, it finds nothing to do. Registrations that are imported in the meantime are kept.
    """
    unlisted = reindexing.unlisted_conferences()
    if write:
        for conference_id in unlisted:
            conferences.list_again(conference_id)
    changed = [
        _complete_roster(conference_id, held, write)
        for conference_id, held in _everywhere(unlisted).items()
    ]
    done = [not write or reindexing.index(item) for item in reindexing.unindexed()]
    totals = sum(in_parallel(list(reindexing.without_totals()), _totals(write), "", silent))
    return Reindexed(len(unlisted), sum(changed), sum(done), len(done) - sum(done), totals)


def _totals(write: bool) -> Callable[[reindexing.WithoutTotals], bool]:
    """Whether a certificate prints other totals than the usual, which only its snapshot says."""

    def complete(found: reindexing.WithoutTotals) -> bool:
        snapshot = snapshots.load(found.public_id)
        if snapshot is None or not snapshot.printed:
            return False
        return not write or reindexing.tell_totals(found, ",".join(snapshot.printed))

    return complete


def _everywhere(unlisted: list[str]) -> dict[str, dict[str, tuple[Registration, ...]]]:
    """What is registered, with an empty roster for each conference that nobody is registered for."""
    known = {conference.id for conference in conferences.every()} | set(unlisted)
    return {conference_id: {} for conference_id in sorted(known)} | reindexing.registered()


def _complete_roster(
    conference_id: str, scanned: dict[str, tuple[Registration, ...]], write: bool
) -> bool:
    """Whether the roster differs from what is stored now of everybody whom either names."""
    before = rosters.load(conference_id)
    named = sorted(scanned.keys() | (before.people.keys() if before else set()))
    now: dict[str, tuple[Registration, ...]] = {}
    for start in range(0, len(named), KEYS_AT_ONCE):
        now |= registrations.by_address(named[start : start + KEYS_AT_ONCE], conference_id)
    if before is not None and before.people == now:
        return False
    if write:
        rosters.replace(conference_id, now, before)
    return True
