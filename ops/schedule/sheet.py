"""A schedule as CSV, for organizers who keep it in a spreadsheet."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from chalicelib.domain.conference import Format, Session
from ops import values
from ops.problems import BadValue, Findings
from ops.schedule import draft
from ops.schedule.draft import Draft, Options
from ops.tables import Columns, Row, read_table

COLUMNS = Columns(
    required=("id", "title", "date", "starts_at", "ends_at"),
    optional=("speakers", "format", "contact_minutes", "types", "track"),
)
_NO_DAY = date.min
_NO_MOMENT = datetime.min.replace(tzinfo=UTC)


def parse(path: Path, options: Options, findings: Findings) -> Draft:
    """Raises BadInput naming every row and column that cannot be used."""
    table = read_table(path, COLUMNS, options.headings, findings)
    draft.check_count(len(table.rows), findings)
    zone_name = draft.chosen_zone("", options, findings)
    zone = ZoneInfo(zone_name)
    sessions: dict[str, Session] = {}
    explicit = set()
    for row in table.rows:
        session = _session(row, zone, options)
        if session.id in sessions:
            row.problem("id", f"{values.quoted(session.id)} stands in another row, too.")
        sessions[session.id] = session
        if row["contact_minutes"]:
            explicit.add(session.id)
    findings.refuse_if_any()
    days = [session.day for session in sessions.values()]
    return Draft(
        name="",
        location="",
        time_zone=zone_name,
        starts_on=min(days),
        ends_on=max(days),
        sessions=tuple(sessions.values()),
        explicit=frozenset(explicit),
    )


def _session(row: Row, zone: ZoneInfo, options: Options) -> Session:
    where = f"row {row.number}"
    day = row.need("date", values.iso_date, _NO_DAY)
    title = draft.cleaned(row["title"], draft.MAX_TITLE, where, "title", row.findings)
    if not title:
        row.problem("title", "it is empty.")
    starts_at, ends_at = _times(row, day, zone)
    return Session(
        id=row.need("id", values.session_id, f"row {row.number}"),
        title=title,
        day=day,
        starts_at=starts_at,
        ends_at=ends_at,
        speakers=values.names(row["speakers"], draft.MAX_SPEAKER)[: draft.MAX_SPEAKERS],
        format=row.read("format", lambda text: values.choice(text, Format), options.format),
        contact_minutes=row.read("contact_minutes", values.contact_minutes, 0),
        types=values.names(row["types"], draft.MAX_LABEL),
        track=draft.cleaned(row["track"], draft.MAX_LABEL, where, "track", row.findings),
    )


def _times(row: Row, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    if day == _NO_DAY:  # already a problem; times alone cannot be placed
        return _NO_MOMENT, _NO_MOMENT
    starts_at = row.need("starts_at", lambda text: _moment(text, day, zone), _NO_MOMENT)
    ends_at = row.need("ends_at", lambda text: _moment(text, day, zone), _NO_MOMENT)
    if _NO_MOMENT in (starts_at, ends_at):
        return _NO_MOMENT, _NO_MOMENT
    if values.minutes_between(starts_at, ends_at) < 0:
        row.problem(
            "ends_at",
            f"it ends ({ends_at:%Y-%m-%d %H:%M}) before it starts ({starts_at:%Y-%m-%d %H:%M}); "
            "write one past midnight with its date.",
        )
    elif values.minutes_between(starts_at, ends_at) > values.MAX_MINUTES:
        row.problem("ends_at", "it ends more than 24 hours after it starts; split it by day.")
    if starts_at.date() - day not in (timedelta(0), timedelta(days=1)):
        row.problem(
            "starts_at",
            f"{starts_at.date()} is neither the conference day {day} nor the night after it.",
        )
    return starts_at, ends_at


def _moment(text: str, day: date, zone: ZoneInfo) -> datetime:
    """A date and time, or a time alone, which is on the conference day."""
    try:
        clock = values.clock_time(text)
    except BadValue:
        return values.moment(text, zone)
    return values.local_moment(day, clock, zone)
