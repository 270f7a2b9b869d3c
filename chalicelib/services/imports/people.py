"""A plan of a file about people, registrations and check-ins alike."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from chalicelib.domain.imports import Import, What
from chalicelib.domain.proof import asks_for_proof
from chalicelib.importing.people import attendance_plan, registrations_plan
from chalicelib.importing.problems import Finding
from chalicelib.importing.progress import Progress
from chalicelib.importing.source import Source
from chalicelib.services.imports import files, lines
from chalicelib.store.claims.conferences import StoredConference

_UNUSED = Finding(
    "check-ins",
    "not_asked",
    "This conference doesn't ask for recorded attendance, so check-ins change nothing for attendees "
    "until it does.",
)


@dataclass(frozen=True, slots=True)
class PeoplePlan:
    """`lines` by kind of change; `touched` are the addresses that `apply` writes.

    `apply` raises Stopped, Conflict and rosters.RosterTooLarge as the importers do.
    """

    lines: Mapping[str, tuple[str, ...]]
    notes: tuple[Finding, ...]
    summary: str
    unchanged: int
    touched: tuple[str, ...]
    apply: Callable[[Progress], None]


def people_plan(held: Import, file: Source, stored: StoredConference) -> PeoplePlan:
    """Reads the file and what is stored of its addresses. Raises Refused, Conflict."""
    does = _check_ins if held.what is What.ATTENDANCE else _registrations
    return does(held, file, stored)


def _registrations(held: Import, file: Source, stored: StoredConference) -> PeoplePlan:
    found = registrations_plan.plan(files.people_request(file, stored, held.answers))
    changed = (*found.added, *found.changed)
    return PeoplePlan(
        lines={
            "added": tuple(map(lines.registered, found.added)),
            "changed": tuple(map(lines.registered, found.changed)),
            "withdrawn": found.gone,
        },
        notes=tuple(found.notes),
        summary=lines.summary(found),
        unchanged=found.unchanged,
        touched=(*(one.address for one in changed), *found.gone),
        apply=partial(registrations_plan.apply, found),
    )


def _check_ins(held: Import, file: Source, stored: StoredConference) -> PeoplePlan:
    found = attendance_plan.plan(files.people_request(file, stored, held.answers))
    unused = () if asks_for_proof(stored.conference.policies) else (_UNUSED,)
    return PeoplePlan(
        lines={
            "changed": tuple(map(lines.checked_in, found.changed)),
            "withdrawn": tuple(one.address for one in found.gone),
        },
        notes=(*found.notes, *unused),
        summary=lines.summary_of_check_ins(found),
        unchanged=found.unchanged,
        touched=tuple(one.address for one in (*found.changed, *found.gone)),
        apply=partial(attendance_plan.apply, found),
    )
