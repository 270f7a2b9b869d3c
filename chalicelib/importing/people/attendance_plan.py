"""What importing check-ins comes to, and writing it: beside the registrations they belong to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chalicelib.domain.conference import Conference
from chalicelib.domain.proof import NONE, Proof, combined
from chalicelib.domain.registration import Registration, proof_of, with_proof
from chalicelib.importing.leaving_out import Tally
from chalicelib.importing.people import attendance_file
from chalicelib.importing.people.attendance_file import COLUMNS, CheckedIn
from chalicelib.importing.people.check_ins import Program
from chalicelib.importing.people.registrations_file import Registered
from chalicelib.importing.people.request import Request
from chalicelib.importing.problems import Finding, Findings
from chalicelib.importing.progress import Progress, in_parallel, parts, silent
from chalicelib.importing.table.rows import columns_said
from chalicelib.store.people import registering, registrations
from chalicelib.store.tables import KEYS_AT_ONCE, WRITES_AT_ONCE


@dataclass(frozen=True, slots=True)
class Plan:
    """`changed` and `gone` are addresses with the registrations to write; `gone` lose all proof."""

    conference: Conference
    changed: tuple[Registered, ...]
    gone: tuple[Registered, ...]
    unchanged: int
    notes: list[Finding]
    tally: Tally


def plan(request: Request, progress: Progress = silent) -> Plan:
    """Reads the file and the registrations of its addresses. Raises Refused, or Conflict (prune)."""
    columns_said(request.mapped.columns, COLUMNS)
    findings = Findings(request.file.name)
    program = Program(request.conference, request.sessions)
    found, tally = attendance_file.parse(
        request.file, program, request.mapped, request.skips, findings
    )
    stored = _stored(tuple(found), request.conference.id, progress)
    _leave_out_unregistered(found, stored, tally)
    after = {
        address: with_proof(held, _proof(found[address], held, request.prune))
        for address, held in stored.items()
    }
    changed = tuple(
        Registered(address, held) for address, held in after.items() if held != stored[address]
    )
    return Plan(
        conference=request.conference,
        changed=changed,
        gone=_gone(request.conference.id, found, tally) if request.prune else (),
        unchanged=len(after) - len(changed),
        notes=findings.notes,
        tally=tally,
    )


def apply(plan: Plan, progress: Progress = silent) -> None:
    """Address by address, each whole. Raises Stopped; planned again, it goes on from there.

    Also Conflict and rosters.RosterTooLarge, before anything is written.
    """
    work = (*plan.changed, *plan.gone)
    conference = plan.conference.id

    def write(part: Sequence[Registered]) -> None:
        registrations.put_many(conference, {one.address: one.registrations for one in part})

    registering.announce(conference, {one.address: one.registrations for one in work})
    for _ in in_parallel(parts(work, WRITES_AT_ONCE), write, "Writing", progress):
        pass


def _proof(found: CheckedIn, held: Sequence[Registration], prune: bool) -> Proof:
    return found.proof if prune else combined((proof_of(held), found.proof))


def _stored(
    addresses: Sequence[str], conference: str, progress: Progress
) -> dict[str, tuple[Registration, ...]]:
    def read(part: Sequence[str]) -> dict[str, tuple[Registration, ...]]:
        return registrations.by_address(part, conference)

    stored: dict[str, tuple[Registration, ...]] = {}
    work = parts(addresses, KEYS_AT_ONCE)
    for held in in_parallel(work, read, "Reading what is stored", progress):
        stored |= held
    return stored


def _leave_out_unregistered(
    found: Mapping[str, CheckedIn], stored: Mapping[str, object], tally: Tally
) -> None:
    for address, held in found.items():
        if address in stored:
            continue
        for place in held.rows:
            tally.leave_taken(
                place,
                "not_registered",
                f"{address} isn't registered for this conference. Left out.",
            )


def _gone(conference: str, found: Mapping[str, CheckedIn], tally: Tally) -> tuple[Registered, ...]:
    """Who has proof and is not in the file; one whose row was left out keeps what there is."""
    kept = found.keys() | tally.left_names
    return tuple(
        Registered(address, with_proof(held, NONE))
        for address, held in sorted(registering.people_at(conference).items())
        if address not in kept and proof_of(held)
    )
