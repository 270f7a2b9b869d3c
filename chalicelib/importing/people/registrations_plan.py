"""What importing registrations comes to, and writing it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chalicelib.domain.conference import Conference
from chalicelib.domain.registration import Registration, proof_of, with_proof
from chalicelib.importing.leaving_out import Tally
from chalicelib.importing.people import registrations_file
from chalicelib.importing.people.registrations_file import COLUMNS, Registered
from chalicelib.importing.people.request import Request
from chalicelib.importing.problems import Finding, Findings
from chalicelib.importing.progress import Progress, in_parallel, parts, silent
from chalicelib.importing.table.rows import columns_said
from chalicelib.store.people import registering, registrations
from chalicelib.store.tables import KEYS_AT_ONCE, WRITES_AT_ONCE


@dataclass(frozen=True, slots=True)
class Plan:
    """`found` are all addresses of the file; of these `added` and `changed` are to be written.

    `gone` are the addresses to remove.
    """

    conference: Conference
    found: tuple[Registered, ...]
    added: tuple[Registered, ...]
    changed: tuple[Registered, ...]
    gone: tuple[str, ...]
    notes: list[Finding]
    tally: Tally

    @property
    def unchanged(self) -> int:
        """How many addresses are stored as the file has them."""
        return len(self.found) - len(self.added) - len(self.changed)

    @property
    def confirmed(self) -> int:
        """How many addresses have a confirmed registration."""
        return sum(any(r.confirmed for r in one.registrations) for one in self.found)


def plan(request: Request, progress: Progress = silent) -> Plan:
    """Reads the file and what is stored of its addresses. Raises Refused."""
    columns_said(request.mapped.columns, COLUMNS)
    findings = Findings(request.file.name)
    found, tally = registrations_file.parse(
        request.file,
        request.conference,
        request.sessions,
        request.mapped,
        request.skips,
        findings,
    )
    before = _stored(found, request.conference.id, progress)
    found = tuple(_with_stored_proof(one, before.get(one.address, ())) for one in found)
    return Plan(
        conference=request.conference,
        found=found,
        added=tuple(one for one in found if one.address not in before),
        changed=tuple(
            one
            for one in found
            if one.address in before and set(before[one.address]) != set(one.registrations)
        ),
        gone=_gone(found, request.conference.id, tally) if request.prune else (),
        notes=findings.notes,
        tally=tally,
    )


def apply(plan: Plan, progress: Progress = silent) -> None:
    """Address by address, each whole. Raises Stopped; planned again, it goes on from there.

    Also Conflict and rosters.RosterTooLarge, before anything is written.
    """
    changed = (*plan.added, *plan.changed)
    conference = plan.conference.id

    def write(part: Sequence[Registered]) -> None:
        registrations.put_many(conference, {one.address: one.registrations for one in part})

    def remove(address: str) -> None:
        registrations.delete(address, conference)

    # All of the file, not what changed alone: an earlier version kept no roster.
    registering.announce(conference, {one.address: one.registrations for one in plan.found})
    for _ in in_parallel(parts(changed, WRITES_AT_ONCE), write, "Writing", progress):
        pass
    # Only once everything is written.
    for _ in in_parallel(plan.gone, remove, "Removing", progress):
        pass
    if plan.gone:
        registering.strike(conference, plan.gone)


def _stored(
    found: Sequence[Registered], conference: str, progress: Progress
) -> dict[str, tuple[Registration, ...]]:
    def read(part: Sequence[Registered]) -> dict[str, tuple[Registration, ...]]:
        return registrations.by_address([one.address for one in part], conference)

    stored: dict[str, tuple[Registration, ...]] = {}
    work = parts(found, KEYS_AT_ONCE)
    for held in in_parallel(work, read, "Reading what is stored", progress):
        stored |= held
    return stored


def _with_stored_proof(one: Registered, before: Sequence[Registration]) -> Registered:
    """What is stored of attendance stays, unless the file tells it."""
    if one.tells_attendance:
        return one
    return replace(one, registrations=with_proof(one.registrations, proof_of(before)))


def _gone(found: Sequence[Registered], conference: str, tally: Tally) -> tuple[str, ...]:
    """Stored addresses that the file lacks; one whose row was left out is not gone."""
    kept = {one.address for one in found} | tally.left_names
    return tuple(sorted(registering.registered_at(conference) - kept))
