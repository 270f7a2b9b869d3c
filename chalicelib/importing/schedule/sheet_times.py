"""When a row's session is: from one cell or several, with an end or a duration."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.domain.limits import MAX_MINUTES
from chalicelib.domain.session_length import minutes_between
from chalicelib.importing import clock, durations
from chalicelib.importing.dates import DateOrder, a_date
from chalicelib.importing.problems import BadValue
from chalicelib.importing.table.rows import Row

Times = tuple[date, datetime, datetime]


def of_row(row: Row, order: DateOrder | None, zone: ZoneInfo) -> Times | None:
    """Conference day, start and end; None when the row's problems say why there are none."""
    found = _Reading(row, order, zone)
    starts_at, ends_at = found.moments()
    if starts_at is None or ends_at is None:
        return None
    day = found.day or starts_at.date()
    _check(row, day, starts_at, ends_at)
    return day, starts_at, ends_at


class _Reading:
    """One row's cells, read in the order in which they depend on each other."""

    def __init__(self, row: Row, order: DateOrder | None, zone: ZoneInfo) -> None:
        self._row, self._order, self._zone = row, order, zone
        self._start_cell, self._end_cell = self._cells()
        self.day = self._day()

    def moments(self) -> tuple[datetime | None, datetime | None]:
        starts_at = self._moment(*self._start_cell, self.day)
        if not self._end_cell[1] and self._row["duration"]:
            return starts_at, self._by_duration(starts_at)
        after = starts_at.date() if starts_at and clock.has_date(self._start_cell[1]) else self.day
        ends_at = self._moment(*self._end_cell, self._end_date() or after)
        return starts_at, self._past_midnight(starts_at, ends_at)

    def _cells(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """The column and text of start and end; one cell may hold both."""
        row = self._row
        if row["starts_at"] or not row["time"]:
            return ("starts_at", row["starts_at"]), ("ends_at", row["ends_at"])
        if row["ends_at"] or row["duration"]:
            return ("time", row["time"]), ("ends_at", row["ends_at"])
        try:
            start, end = clock.span(row["time"])
        except BadValue as problem:
            row.problem("time", problem.code, f"{problem}.")
            return ("time", ""), ("time", "")
        return ("time", start), ("time", end)

    def _day(self) -> date | None:
        if not self._row["date"]:
            if self._start_cell[1] and not clock.has_date(self._start_cell[1]):
                self._row.problem("date", "empty_cell", "It is empty.")
            return None
        no_day: date | None = None
        return self._row.read("date", self._date_of, no_day)

    def _date_of(self, text: str) -> date:
        """A date; of a date and time, the date."""
        if clock.has_date(text):
            return clock.moment(text, self._zone, self._order).date()
        return a_date(text, self._order)

    def _end_date(self) -> date | None:
        no_day: date | None = None
        return self._row.read("end_date", self._date_of, no_day)

    def _moment(self, column: str, text: str, day: date | None) -> datetime | None:
        row = self._row
        if not text:
            if not any("column time" in problem.place for problem in row.findings.problems):
                row.problem(column, "empty_cell", "It is empty.")
            return None
        try:
            if clock.has_date(text):
                return clock.moment(text, self._zone, self._order)
            return clock.on_day(day, text, self._zone) if day else self._unplaced(text)
        except BadValue as problem:
            row.problem(column, problem.code, f"{problem}.")
            return None

    def _unplaced(self, text: str) -> datetime | None:
        """A time whose day is a problem already: it is looked at as far as it can be."""
        clock.on_day(date(2024, 1, 1), text, self._zone)
        return None

    def _by_duration(self, starts_at: datetime | None) -> datetime | None:
        lasts = self._row.read("duration", durations.of_cell, timedelta(0))
        return clock.plus(starts_at, lasts) if starts_at else None

    def _past_midnight(
        self, starts_at: datetime | None, ends_at: datetime | None
    ) -> datetime | None:
        """11:00 PM to 1:00 AM ends a day later, where the cells say only times."""
        if starts_at is None or ends_at is None or ends_at >= starts_at:
            return ends_at
        evening = starts_at.hour >= 18 and ends_at.hour < 6
        if not evening or clock.has_date(self._end_cell[1]) or self._row["end_date"]:
            return ends_at
        return clock.local_moment(ends_at.date() + timedelta(days=1), ends_at.time(), self._zone)


def _check(row: Row, day: date, starts_at: datetime, ends_at: datetime) -> None:
    minutes = minutes_between(starts_at, ends_at)
    if minutes < 0:
        row.problem(
            "ends_at",
            "ends_early",
            f"It ends ({ends_at:%Y-%m-%d %H:%M}) before it starts ({starts_at:%Y-%m-%d %H:%M}).",
        )
    elif minutes > MAX_MINUTES:
        row.problem(
            "ends_at", "too_long", "It ends more than 24 hours after it starts; split it by day."
        )
    if starts_at.date() - day not in (timedelta(0), timedelta(days=1)):
        row.problem(
            "starts_at",
            "other_day",
            f"{starts_at.date()} is neither the conference day {day} nor the night after it.",
        )
