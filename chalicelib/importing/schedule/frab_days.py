"""A planner's conference days: when each begins, and which of them an event is of."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.importing import clock
from chalicelib.importing.dates import a_date
from chalicelib.importing.problems import BadValue
from chalicelib.importing.schedule.frab_file import Day, Frab
from chalicelib.importing.schedule.frab_head import ISO_DATE


def conference_day(day: Day, zone: ZoneInfo) -> date:
    """The local date on which the day begins.

    `date` alone is not enough: DebConf writes it in UTC, where its days begin the evening before.
    """
    for text in (day.start, day.date):
        if len(text) > ISO_DATE:
            return clock.moment(text, zone).date()
    return a_date(day.date or day.start)


def nights(frab: Frab, zone: ZoneInfo) -> list[tuple[datetime, date]]:
    """When each conference day begins, latest first, where the file says so."""
    found = []
    for day in frab.days:
        if len(day.start) > ISO_DATE:
            try:
                starts_at = clock.moment(day.start, zone)
            except BadValue:  # told where the day is read
                continue
            found.append((starts_at, starts_at.date()))
    return sorted(found, reverse=True)


def day_at(starts_at: datetime, nights: list[tuple[datetime, date]]) -> date:
    """The conference day of an event that stands below none: what began last and is not over."""
    for begins, day in nights:
        if begins <= starts_at < begins + timedelta(days=1):
            return day
    return starts_at.date()
