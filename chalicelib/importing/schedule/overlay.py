"""An overlay: format, contact minutes, credits and registration types laid over an imported schedule."""

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.domain.conference import Session
from chalicelib.importing import values
from chalicelib.importing.mapping import Mapped
from chalicelib.importing.problems import Finding, Findings
from chalicelib.importing.quoting import quoted
from chalicelib.importing.schedule.credits import credits_of
from chalicelib.importing.schedule.draft import MAX_LABEL
from chalicelib.importing.source import Source
from chalicelib.importing.table.columns import Columns
from chalicelib.importing.table.rows import Row, read_table
from chalicelib.importing.words import a_format

COLUMNS = Columns(
    names=("session", "format", "contact_minutes", "credits", "types"),
    needed=(("session",),),
    key="session",
    known={},
)


def laid_over(
    sessions: Iterable[Session], source: Source, mapped: Mapped, findings: Findings
) -> tuple[Session, ...]:
    """The sessions with what the overlay says; an empty cell changes nothing. Raises Refused."""
    own = Findings(source.name)
    by_id = {session.id: session for session in sessions}
    called = {name: s.id for s in by_id.values() for name in (s.guid, s.source_id, s.id) if name}
    named: dict[str, int] = {}
    for row in read_table(source, COLUMNS, mapped, own).rows:
        found = by_id.get(called.get(row["session"], ""))
        if found is None:
            row.problem(
                "session",
                "unknown_session",
                f"The schedule has no session {quoted(row['session'])}.",
            )
        elif found.id in named:
            row.problem(
                "session",
                "repeated_id",
                f"{quoted(row['session'])} also appears in row {named[found.id]}.",
            )
        else:
            named[found.id] = row.number
            by_id[found.id] = _changed(found, row)
        own.problems.extend(replace(problem, skip="") for problem in row.findings.problems)
        own.notes.extend(row.findings.notes)
    own.refuse_if_any()
    findings.notes.extend(
        Finding(f"{own.source}, {note.place}", note.code, note.sentence) for note in own.notes
    )
    return tuple(by_id.values())


def _changed(session: Session, row: Row) -> Session:
    minutes = row.read("contact_minutes", values.contact_minutes, None)
    return replace(
        session,
        format=row.read("format", a_format, session.format),
        contact_minutes=session.contact_minutes
        if minutes is None
        else values.whole_minutes(minutes),
        credits=row.read("credits", credits_of, session.credits),
        types=row.read("types", lambda text: values.names(text, MAX_LABEL), session.types),
    )
