"""Reads an uploaded file, and keeps what applying it would change; nothing else is written."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from chalicelib.aws import imports as bucket
from chalicelib.domain.imports import Import, Standing, State, What
from chalicelib.domain.limits import MAX_UPLOAD_BYTES
from chalicelib.errors import NotFound
from chalicelib.importing.problems import Finding, Refused
from chalicelib.importing.schedule import plan as schedule_plan
from chalicelib.importing.schedule.planned import Plan
from chalicelib.importing.source import Source, too_large
from chalicelib.services.imports import files
from chalicelib.services.imports import found as findings
from chalicelib.services.imports.found import MOST_FINDINGS, MOST_LINES, Found, remarks
from chalicelib.services.imports.people import people_plan
from chalicelib.services.imports.refuse import NO_FILE, refuse
from chalicelib.store.claims import conferences
from chalicelib.store.claims.conferences import StoredConference
from chalicelib.store.organizers import imports
from chalicelib.store.people import rosters

Lines = Mapping[str, tuple[str, ...]]
SAME_FILE = "This file was applied before. Applying it again changes only what is listed here."


def make_plan(held: Import, now: datetime, sentence: str = "") -> Import:
    """Read the file and plan it; `sentence` is what a person should know about a plan made anew.

    Raises Conflict where somebody changed the import meanwhile.
    """
    size = bucket.uploaded_bytes(held.id)
    if size is None:
        return refuse(held, "no_file", NO_FILE, now)
    if size > MAX_UPLOAD_BYTES:
        return _refused(held, too_large("", size, MAX_UPLOAD_BYTES), now)
    file = files.source(held.what, bucket.uploaded(held.id))
    stored = conferences.load(held.conference_id)
    if stored is None:
        raise NotFound
    try:
        found, standing = _planned(held, file, stored)
    except Refused as problem:
        return _unplanned(held, file, problem, now)
    findings.keep(held.id, found)
    sentence = sentence or held.standing.sentence
    if not sentence and _applied_before(held, file):
        sentence = SAME_FILE
    standing = replace(standing, digest=file.digest, sentence=sentence)
    return imports.change(held, replace(held, state=State.PLANNED, standing=standing), now)


def _planned(held: Import, file: Source, stored: StoredConference) -> tuple[Found, Standing]:
    outline = files.outline_of(held.what, file, held.answers)
    if held.what is What.SCHEDULE:
        request = files.schedule_request(file, stored.conference, held.answers)
        planned = schedule_plan.plan(request, stored)
        shown = _shown(_schedule_lines(planned))
        tracks = tuple(sorted({s.track for s in planned.sessions if s.track}))
        kinds = tuple(sorted({s.kind for s in planned.sessions if s.kind}))
        found = Found(shown, (), 0, remarks(planned.notes), outline, tracks, kinds)
        basis, counts = str(planned.revision), _counts(_schedule_lines(planned))
        counts["unchanged"] = planned.changes.unchanged
        counts["eligible"] = planned.eligible
        return found, Standing(basis=basis, summary=planned.summary(), counts=counts)
    # Before the registrations are read: what changes in the meantime shows as a change.
    basis = rosters.stamp(held.conference_id)
    people = people_plan(held, file, stored)
    found = Found(_shown(people.lines), (), 0, remarks(people.notes), outline)
    counts = _counts(people.lines) | {"unchanged": people.unchanged}
    return found, Standing(basis=basis, summary=people.summary, counts=counts)


def _schedule_lines(planned: Plan) -> Lines:
    kinds = ("added", "changed", "moved", "replaced", "returned", "withdrawn", "kept", "by_hand")
    lines = {kind: getattr(planned.changes, kind) for kind in kinds}
    return {"facts": planned.facts, **lines}


def _shown(lines: Lines) -> Lines:
    return {kind: held[:MOST_LINES] for kind, held in lines.items() if held}


def _counts(lines: Lines) -> dict[str, int]:
    return {kind: len(held) for kind, held in lines.items() if held}


def _unplanned(held: Import, file: Source, problem: Refused, now: datetime) -> Import:
    """Somebody can answer what its columns and words mean, or leave rows out; or nobody can."""
    outline = files.outline_of(held.what, file, held.answers)
    answerable = outline is not None or all(f.skip or _asks(f) for f in problem.findings)
    if not answerable:
        return _refused(held, problem, now)
    more = max(0, len(problem.findings) - MOST_FINDINGS)
    findings.keep(held.id, Found({}, remarks(problem.findings), more, outline=outline))
    standing = Standing(code="problems", digest=file.digest)
    return imports.change(held, replace(held, state=State.READ, standing=standing), now)


def _asks(finding: Finding) -> bool:
    return finding.code in {"which_is_meant", "replaced", "date_order", "no_match"}


def _refused(held: Import, problem: Exception, now: datetime) -> Import:
    first = problem.findings[0] if isinstance(problem, Refused) else None
    sentence = first.sentence if first else str(problem)
    return refuse(held, first.code if first else "refused", sentence, now)


def _applied_before(held: Import, file: Source) -> bool:
    return any(
        one.standing.digest == file.digest and one.state is State.APPLIED and one.what is held.what
        for one in imports.of_conference(held.conference_id)
        if one.id != held.id
    )
