"""The rows of the transcript's tables: each session as it was attended, and the totals."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.documents.styles import TableStyle
from chalicelib.documents.table import Row, Table
from chalicelib.documents.transcript_credits import below_title, column_types, counted_minutes
from chalicelib.documents.typesetting import Setter
from chalicelib.domain.certificate import AttendedSession, Mode, Snapshot
from chalicelib.domain.conference import BuiltIn, Format
from chalicelib.domain.credit_type import CreditType
from chalicelib.domain.totals import Credit
from chalicelib.wording import built_in_totals, clock_span, parts_words, short_date

_FORMATS = {Format.IN_PERSON: "In person", Format.VIRTUAL: "Virtual", Format.HYBRID: "Hybrid"}
_MODES = {Mode.IN_PERSON: "in person", Mode.VIRTUAL: "online"}
_SESSION_HEADS = ("Session", "Conference day", "Time", "Format", "Attended on", "Minutes")
_TOTAL_HEADS = ("Attended", "Contact minutes")


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


def totals_table(
    snapshot: Snapshot, style: TableStyle, setter: Setter, width: float
) -> Table | None:
    """What was attended on the session's date, what later, and the whole; None where none is printed."""
    printed = snapshot.built_in
    if not printed:
        return None
    style = with_figures(style, len(printed))
    head, part, whole = style.rows
    totals = snapshot.totals
    live, recorded = parts_words(snapshot)
    rows = [
        Row(part, _credit(live, totals.on_date, printed)),
        Row(part, _credit(recorded, totals.later, printed)),
        Row(whole, _credit("Total", totals.total, printed)),
    ]
    named = (words for _, words, _ in built_in_totals(printed, totals.total))
    heads = (*_TOTAL_HEADS, *(words[0].upper() + words[1:] for words in named))
    return Table(style, Row(head, [[text] for text in heads]), rows, setter, width)


def with_figures(style: TableStyle, figures: int) -> TableStyle:
    """The style with a column for each of so many figures, all as wide as its last."""
    *_, each = style.widths
    kept = 2  # what it is about, and its minutes
    return TableStyle(
        (1 - each * (figures + 1), *[each] * (figures + 1)),
        tuple(
            replace(row, cells=(*row.cells[:kept], *[row.cells[-1]] * figures))
            for row in style.rows
        ),
    )


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


def _credit(label: str, credit: Credit, printed: Sequence[BuiltIn]) -> list[list[str]]:
    figures = ([figure] for _, _, figure in built_in_totals(printed, credit))
    return [[label], [f"{credit.minutes:,}"], *figures]
