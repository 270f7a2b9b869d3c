"""The transcript's tables: each session as it was attended, and the totals."""

from datetime import datetime

from chalicelib.documents.grid import Grid, Row
from chalicelib.documents.setting import Setter
from chalicelib.documents.styles import GridStyle
from chalicelib.domain.certificate import AttendedSession, Mode, Snapshot
from chalicelib.domain.conference import Format
from chalicelib.domain.totals import Credit
from chalicelib.wording import clock_span, short_date

_FORMATS = {Format.IN_PERSON: "In person", Format.VIRTUAL: "Virtual", Format.HYBRID: "Hybrid"}
_MODES = {Mode.IN_PERSON: "in person", Mode.VIRTUAL: "online"}
_SESSION_HEADS = ("Session", "Conference day", "Time", "Format", "Attended on", "Minutes")
_TOTAL_HEADS = ("Attended", "Contact minutes", "Contact hours", "CEUs")


def sessions_grid(snapshot: Snapshot, style: GridStyle, setter: Setter) -> Grid:
    """One row a session."""
    head, body = style.rows
    rows = [Row(body, _cells(session)) for session in snapshot.sessions]
    return Grid(style.widths, Row(head, [[text] for text in _SESSION_HEADS]), rows, setter)


def totals_grid(snapshot: Snapshot, style: GridStyle, setter: Setter) -> Grid:
    """What was attended on the session's date, what later, and the whole."""
    head, part, whole = style.rows
    totals = snapshot.totals
    rows = [
        Row(part, _credit("On the session's date", totals.on_date)),
        Row(part, _credit("Later, from a recording", totals.later)),
        Row(whole, _credit("Total", totals.total)),
    ]
    heading = Row(head, [[text] for text in _TOTAL_HEADS])
    grid = Grid(style.widths, heading, rows, setter, breaks=False)
    grid.keepWithNext = True  # the note on times and rounding never stands alone on a page
    return grid


def _cells(session: AttendedSession) -> list[list[str]]:
    later = session.attended_on > session.day
    # How it was attended goes without saying unless the session could be attended in two ways.
    mode = _MODES[session.mode] if session.format is Format.HYBRID else ""
    return [
        [session.title, ", ".join(session.speakers)],
        [short_date(session.day)],
        [clock_span(session.starts_at, session.ends_at), _zone(session.ends_at)],
        [_FORMATS[session.format], mode],
        [short_date(session.attended_on), "recording" if later else ""],
        [f"{session.contact_minutes:,}"],
    ]


def _zone(moment: datetime) -> str:
    """`CST`, or `UTC+04` where a zone has no name of its own."""
    name = moment.tzname() or ""
    return f"UTC{name}" if name[:1] in {"+", "-"} else name


def _credit(label: str, credit: Credit) -> list[list[str]]:
    return [[label], [f"{credit.minutes:,}"], [str(credit.hours)], [str(credit.ceus)]]
