"""The rows of the transcript: each session as it was attended."""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.documents.styles import TableStyle
from chalicelib.documents.table import Row, Table
from chalicelib.documents.transcript_credits import below_title, column_types, counted_minutes
from chalicelib.documents.typesetting import Setter
from chalicelib.domain.certificate import AttendedSession, Mode, Snapshot
from chalicelib.domain.conference import Format
from chalicelib.domain.credit_type import CreditType
from chalicelib.wording import clock_span, short_date

_FORMATS = {Format.IN_PERSON: "In person", Format.VIRTUAL: "Virtual", Format.HYBRID: "Hybrid"}
_MODES = {Mode.IN_PERSON: "in person", Mode.VIRTUAL: "online"}
_SESSION_HEADS = ("Session", "Conference day", "Time", "Format", "Attended on", "Minutes")


def sessions_table(snapshot: Snapshot, style: TableStyle, setter: Setter, width: float) -> Table:
    """One row a session, with a column for each credit type where they have one."""
    head, body = style.rows
    columns = column_types(snapshot)
    rows = [
        Row(body, _cells(session, below_title(snapshot, session), columns))
        for session in snapshot.sessions
    ]
    heads = [*_SESSION_HEADS, *(f"{type_.label}, minutes" for type_ in columns)]
    return Table(style, Row(head, [[text] for text in heads]), rows, setter, width)


def _cells(session: AttendedSession, below: str, columns: Sequence[CreditType]) -> list[list[str]]:
    # How it was attended goes without saying unless the session could be attended in two ways.
    mode = _MODES[session.mode] if session.format is Format.HYBRID else ""
    return [
        [session.title, ", ".join(session.speakers), session.track, below],
        [short_date(session.day)],
        [_time(session), _zone(session)],
        [_FORMATS[session.format], mode],
        [short_date(session.attended_on), _as(session)],
        [f"{session.contact_minutes:,}"],
        *([counted_minutes(session, type_)] for type_ in columns),
    ]


def _as(session: AttendedSession) -> str:
    """`live` only where people were asked."""
    return "recording" if session.recorded else session.attended_as or ""


def _time(session: AttendedSession) -> str:
    """`9:00–10:30 AM`; `12:20–1:20 AM, Dec 28` where that is not the conference day."""
    span, date = clock_span(session.starts_at, session.ends_at), session.starts_at.date()
    return span if date == session.day else f"{span}, {date:%b} {date.day}"


def _zone(session: AttendedSession) -> str:
    """`CST`; `CST–CDT` for a session that the clocks change in."""
    start, end = _zone_name(session.starts_at), _zone_name(session.ends_at)
    return end if start == end else f"{start}–{end}"


def _zone_name(moment: datetime) -> str:
    """`CST`, or `UTC+04` where a zone has no name of its own."""
    name = moment.tzname() or ""
    return f"UTC{name}" if name[:1] in {"+", "-"} else name
