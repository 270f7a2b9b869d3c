"""An overlay: format, contact minutes and registration types laid over an imported schedule."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from chalicelib.domain.conference import Format, Session
from ops import values
from ops.files import shown_name
from ops.problems import Findings
from ops.schedule.draft import MAX_LABEL
from ops.tables import Columns, Row, read_table

COLUMNS = Columns(required=("session",), optional=("format", "contact_minutes", "types"))


def laid_over(
    sessions: Iterable[Session], path: Path, headings: Mapping[str, str], findings: Findings
) -> tuple[Session, ...]:
    """The sessions with what the overlay says; an empty cell changes nothing. Raises BadInput."""
    own = Findings(shown_name(path))
    by_id = {session.id: session for session in sessions}
    named: set[str] = set()
    for row in read_table(path, COLUMNS, headings, own).rows:
        found = by_id.get(row["session"])
        if found is None:
            row.problem("session", f"the schedule has no session {values.quoted(row['session'])}.")
        elif found.id in named:
            row.problem("session", f"{values.quoted(found.id)} stands in another row, too.")
        else:
            named.add(found.id)
            by_id[found.id] = _changed(found, row)
    own.refuse_if_any()
    findings.notes.extend(f"{own.source}, {note}" for note in own.notes)
    return tuple(by_id.values())


def _changed(session: Session, row: Row) -> Session:
    return replace(
        session,
        format=row.read("format", lambda text: values.choice(text, Format), session.format),
        contact_minutes=row.read(
            "contact_minutes", values.contact_minutes, session.contact_minutes
        ),
        types=row.read("types", lambda text: values.names(text, MAX_LABEL), session.types),
    )
