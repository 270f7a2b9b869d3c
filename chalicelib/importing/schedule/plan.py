"""What importing a schedule comes to, decided before anything is written."""

from dataclasses import dataclass, field, replace
from typing import Any

from chalicelib.domain.conference import Conference, Format, Session
from chalicelib.domain.text import clean_text
from chalicelib.importing.leaving_out import Skips
from chalicelib.importing.mapping import Mapped
from chalicelib.importing.problems import Findings
from chalicelib.importing.schedule import changes, eligible, lacking, lacking_notes, set_by_hand
from chalicelib.importing.schedule.changes import Before
from chalicelib.importing.schedule.credits import refuse_unknown
from chalicelib.importing.schedule.draft import MAX_LABEL, Draft, Options
from chalicelib.importing.schedule.eligible import Credit
from chalicelib.importing.schedule.identity import Match, matched, with_ids
from chalicelib.importing.schedule.planned import Plan
from chalicelib.importing.schedule.replaced import replaced_ids, which_is_meant
from chalicelib.importing.source import Source
from chalicelib.store.claims.conferences import StoredConference


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for. A limit of None stays as it is stored.

    `take_file`: what was set by hand is replaced by what the file says.
    """

    file: Source
    conference_id: str
    name: str = ""
    time_zone: str = ""
    format: Format = Format.IN_PERSON
    credit: Credit = field(default_factory=Credit)
    overlay: Source | None = None
    mapped: Mapped = field(default_factory=Mapped)
    skips: Skips = field(default_factory=Skips)
    match: Match | None = None
    limit_by_type: bool | None = None
    limit_by_days: bool | None = None
    ask_live: bool | None = None
    prune: bool = False
    take_file: bool = False


def plan(request: Request, stored: StoredConference | None) -> Plan:
    """Reads every file. Raises Refused."""
    # What reads files is loaded with the first: pages of the console that read none begin sooner.
    from chalicelib.importing.schedule import overlay
    from chalicelib.importing.schedule.read import is_table

    findings = Findings(request.file.name)
    draft, fresh = _read(request, stored, findings)
    before = _before(stored)
    everything = set_by_hand.as_in_file((*before.sessions, *before.withdrawn))
    found = matched(fresh, everything, request.match)
    if found.replaced:
        raise which_is_meant(found, request.file.name)
    fresh = with_ids(found.pairs, everything)
    if request.overlay is not None:
        laid = request.mapped if not is_table(request.file) else Mapped()
        fresh = list(overlay.laid_over(fresh, request.overlay, laid, findings))
    old = stored.conference if stored else None
    types = old.policies.credit_types if old else ()
    refuse_unknown(fresh, types, request.file.name)
    there = frozenset(session.id for session in fresh)
    kept = set_by_hand.kept(before, fresh, take_file=request.take_file)
    sessions, withdrawn, changed = changes.between(
        before,
        kept.sessions,
        replaced_ids(found, request.match),
        lacking.staying(
            before, there, draft.tally, prune=request.prune, take_file=request.take_file
        ),
    )
    changed = replace(changed, by_hand=kept.lines)
    conference = _limited(_conference(request, draft, old, sessions, findings), request)
    lacking_notes.tell(before.sessions, sessions, changed, findings)
    facts = changes.of_conference(old, conference)
    return Plan(
        conference,
        sessions,
        withdrawn,
        before.revision,
        facts,
        changed,
        findings.notes,
        draft.tally,
    )


def _before(stored: StoredConference | None) -> Before:
    return Before(stored.sessions, stored.withdrawn, stored.revision) if stored else Before()


def _read(
    request: Request, stored: StoredConference | None, findings: Findings
) -> tuple[Draft, list[Session]]:
    from chalicelib.importing.schedule import overlay, sheet
    from chalicelib.importing.schedule.read import is_table, read_schedule
    from chalicelib.importing.table.rows import columns_said

    table = is_table(request.file)
    columns_said(request.mapped.columns, sheet.COLUMNS if table else overlay.COLUMNS)
    options = Options(
        format=request.format,
        time_zone=request.time_zone,
        stored_zone=stored.conference.time_zone if stored else "",
        mapped=request.mapped if table else Mapped(encoding=request.mapped.encoding),
        skips=request.skips,
    )
    draft = read_schedule(request.file, options, findings)
    return draft, list(eligible.with_credit(draft, request.credit, findings))


def _conference(
    request: Request,
    draft: Draft,
    old: Conference | None,
    sessions: tuple[Session, ...],
    findings: Findings,
) -> Conference:
    """What is stored, with the file's dates and zone; a name or place that is stored stays."""
    asked = clean_text(request.name, MAX_LABEL)
    if old and not asked and draft.name not in ("", old.name):
        findings.note(
            "name",
            "other_name",
            f"the file has “{draft.name}”; “{old.name}” stays. Change it with --name.",
        )
    known = old or Conference(
        id=request.conference_id,
        name=draft.name or request.conference_id,
        time_zone=draft.time_zone,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
    )
    days = [session.day for session in sessions]
    return replace(
        known,
        name=asked or known.name,
        location=known.location or draft.location,
        time_zone=draft.time_zone,
        starts_on=min([draft.starts_on, *days]),
        ends_on=max([draft.ends_on, *days]),
    )


def _limited(conference: Conference, request: Request) -> Conference:
    asked: dict[str, bool | None] = {
        "limit_by_type": request.limit_by_type,
        "limit_by_days": request.limit_by_days,
        "asks_live": request.ask_live,
    }
    given: dict[str, Any] = {name: value for name, value in asked.items() if value is not None}
    return replace(conference, policies=replace(conference.policies, **given))
