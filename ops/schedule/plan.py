"""What importing a schedule comes to, decided before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from chalicelib.domain.conference import Conference, Format, Session
from chalicelib.domain.text import clean_text
from ops.files import shown_name
from ops.problems import Findings
from ops.schedule import changes, eligible, overlay, sheet
from ops.schedule.draft import MAX_LABEL, Draft, Options
from ops.schedule.read import is_table, read_schedule
from ops.tables import headings_from

if TYPE_CHECKING:
    from chalicelib.store.claims.conferences import StoredConference


@dataclass(frozen=True, slots=True)
class Request:
    """The command's arguments. A limit of None stays as it is stored."""

    file: Path
    conference_id: str
    name: str = ""
    time_zone: str = ""
    format: Format = Format.IN_PERSON
    eligible: tuple[str, ...] = ()
    overlay: Path | None = None
    columns: tuple[str, ...] = ()
    limit_by_type: bool | None = None
    limit_by_days: bool | None = None
    prune: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What to store, what that changes, and what to tell."""

    conference: Conference
    sessions: tuple[Session, ...]
    facts: tuple[str, ...]
    changes: changes.Changes
    notes: list[str] = field(default_factory=list)

    @property
    def changes_anything(self) -> bool:
        """Whether there is something to write."""
        return bool(self.facts) or self.changes.any


def plan(request: Request, stored: "StoredConference | None") -> Plan:
    """Reads every file. Raises BadInput."""
    findings = Findings(shown_name(request.file))
    draft, fresh = _read(request, stored, findings)
    before = stored.sessions if stored else ()
    sessions, changed = changes.between(before, fresh, prune=request.prune)
    old = stored.conference if stored else None
    conference = _limited(_conference(request, draft, old, sessions, findings), request)
    _tell_loss(before, sessions, changed, findings)
    facts = changes.of_conference(old, conference)
    return Plan(conference, sessions, facts, changed, findings.notes)


def _read(
    request: Request, stored: "StoredConference | None", findings: Findings
) -> tuple[Draft, tuple[Session, ...]]:
    rules = eligible.rules_from(request.eligible)
    table = is_table(request.file)
    headings = headings_from(request.columns, sheet.COLUMNS if table else overlay.COLUMNS)
    none: Mapping[str, str] = {}
    options = Options(
        format=request.format,
        time_zone=request.time_zone,
        stored_zone=stored.conference.time_zone if stored else "",
        headings=headings if table else none,
    )
    draft = read_schedule(request.file, options, findings)
    sessions = eligible.with_credit(draft, rules)
    if request.overlay is not None:
        overlaid = none if table else headings
        sessions = overlay.laid_over(sessions, request.overlay, overlaid, findings)
    return draft, sessions


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
            "name", f"the file has “{draft.name}”; “{old.name}” stays. Change it with --name."
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
    policies = conference.policies
    by_type, by_days = request.limit_by_type, request.limit_by_days
    return replace(
        conference,
        policies=replace(
            policies,
            limit_by_type=policies.limit_by_type if by_type is None else by_type,
            limit_by_days=policies.limit_by_days if by_days is None else by_days,
        ),
    )


def _tell_loss(
    before: tuple[Session, ...],
    sessions: tuple[Session, ...],
    changed: changes.Changes,
    findings: Findings,
) -> None:
    """An option that was forgotten shows here."""
    credited = {session.id for session in sessions if session.eligible}
    lost = [session.id for session in before if session.eligible and session.id not in credited]
    if lost:
        findings.note(
            "credit", f"{len(lost)} of the stored sessions lose it; check --eligible and --overlay."
        )
    if changed.kept:
        findings.note(
            "sessions",
            f"{len(changed.kept)} of the stored are not in the file and stay; --prune removes them.",
        )
