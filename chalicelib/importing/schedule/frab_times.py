"""When a planner's event is: its own date where it has one, else its day's, and nights after it."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from chalicelib.domain.session_length import minutes_between
from chalicelib.importing import clock, durations
from chalicelib.importing.dates import a_date
from chalicelib.importing.problems import BadValue
from chalicelib.importing.schedule.frab_file import Event
from chalicelib.importing.schedule.frab_head import ISO_DATE

_AFTER_MIDNIGHT = re.compile(r"(2[4-9])(:\d{2}(?::\d{2})?)")


def starts(event: Event, on: date | None, change: time, zone: ZoneInfo) -> datetime:
    """When it starts. `change` is the time of day before which a start is of the night."""
    if len(event.date) > ISO_DATE:
        return clock.moment(event.date, zone)
    if not event.start:
        raise BadValue("It has no start", "no_start")
    if event.date:
        return clock.on_day(a_date(event.date), event.start, zone)
    if on is None:
        raise BadValue("It has neither a day nor a date of its own", "no_day")
    return _clock_on(on, event.start, change, zone)


def ends(event: Event, starts_at: datetime, zone: ZoneInfo, parts: durations.Parts) -> datetime:
    """When it ends: after its duration, else at its `end`, which may be a time of day alone."""
    if event.duration:
        return clock.plus(starts_at, durations.of_event(event.duration, parts))
    if not event.end:
        raise BadValue("It has no duration", "no_end")
    if len(event.end) > ISO_DATE:
        ends_at = clock.moment(event.end, zone)
    else:
        ends_at = clock.on_day(starts_at.date(), event.end, zone)
    minutes = minutes_between(starts_at, ends_at)
    if minutes < 0:
        raise BadValue("It ends before it starts", "ends_early")
    if minutes > 24 * 60:
        raise BadValue("It lasts longer than 24 hours; split the session by day", "too_long")
    return ends_at


def _clock_on(on: date, text: str, change: time, zone: ZoneInfo) -> datetime:
    """A start below its day: before `change`, or written as 24:30 or 25:30, it is in the night."""
    late = _AFTER_MIDNIGHT.fullmatch(text.strip())
    if late:
        text = f"{int(late[1]) - 24}{late[2]}"
    at, later = clock.time_of_day(text)
    night = late is not None or (at < change and not later)
    return clock.local_moment(on + timedelta(days=1 if night else later), at, zone)
