"""Dates as people and spreadsheets write them. Which of day and month comes first is never guessed."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from chalicelib.importing.problems import BadValue, Findings
from chalicelib.importing.quoting import quoted

YEARS = range(2000, 2101)  # wide enough for any conference, narrow enough for every conversion
_LOOKED_AT = 200  # characters of a cell, for a date
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_WEEKDAY = re.compile(
    r"(mon|tue|wed|thu|fri|sat|sun)(?:s|day|sday|nesday|rsday|urday|r|rs)?\.?,?\s+", re.IGNORECASE
)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
_IN_A_CELL = re.compile(rf"(?<![\d/.-]){_NUMBERS.pattern}(?![\d/.-])")
_MONTH_FIRST = re.compile(
    r"([a-z]{3,9})[.\s/-]+(\d{1,2})(?:st|nd|rd|th)?(?:\s*,\s*|[\s/-]+)(\d{4})", re.IGNORECASE
)
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[.\s/-]+([a-z]{3,9})(?:[.,\s/-]+(\d{4})|[/-](\d{2}))", re.IGNORECASE
)


class DateOrder(StrEnum):
    """Which part of `7/11/2026` is the month."""

    MDY = "mdy"
    DMY = "dmy"


def a_date(text: str, order: DateOrder | None = None) -> date:
    """A date in ISO, US, European or written form, with its year, from 2000 to 2100.

    `order` settles numbers alone; without it, one that could be read both ways is refused.
    """
    weekday, rest = _without_weekday(text.strip())
    found = _parsed(rest, text, order)
    if found.year not in YEARS:
        raise BadValue(
            f"{quoted(text)} is outside the years {YEARS.start} to {YEARS.stop - 1}", "year"
        )
    if weekday is not None and found.weekday() != weekday:
        raise BadValue(f"{quoted(text)} has the wrong day of the week ({found:%A})", "weekday")
    return found


def order_of(cells: Iterable[str], findings: Findings) -> DateOrder | None:
    """Which order the numeric dates among the cells must have; None where none of them tells.

    Dates that contradict each other are recorded as a problem.
    """
    seen: dict[DateOrder, str] = {}
    for cell in cells:
        for match in _IN_A_CELL.finditer(cell[:_LOOKED_AT]):
            first, _, second, year = match.groups()
            for order in _possible(int(first), int(second), cell, int(year)):
                seen.setdefault(order, match.group())
    if len(seen) == 2:
        findings.problem(
            "dates",
            "date_order",
            f"{quoted(seen[DateOrder.MDY])} has the month first and {quoted(seen[DateOrder.DMY])} "
            "the day; write all dates in the same way, best as YYYY-MM-DD.",
        )
    return next(iter(seen), None)


def _possible(first: int, second: int, cell: str, year: int) -> list[DateOrder]:
    """The one order in which two numbers are a date; empty where both would do or none."""
    if first > 12 and second <= 12:
        return [DateOrder.DMY]
    if second > 12 and first <= 12:
        return [DateOrder.MDY]
    weekday, _ = _without_weekday(cell.strip())
    if weekday is None or first == second:
        return []
    as_month_first = _checked(year, first, second)
    as_day_first = _checked(year, second, first)
    fits = [
        order
        for order, day in ((DateOrder.MDY, as_month_first), (DateOrder.DMY, as_day_first))
        if day is not None and day.weekday() == weekday
    ]
    return fits if len(fits) == 1 else []


def _without_weekday(text: str) -> tuple[int | None, str]:
    match = _WEEKDAY.match(text)
    if match is None:
        return None, text
    return _WEEKDAYS.index(match.group(1).casefold()), text[match.end() :]


def _parsed(text: str, whole: str, order: DateOrder | None) -> date:
    for pattern in (_ISO, _COMPACT):
        if match := pattern.fullmatch(text):
            year, month, day = (int(part) for part in match.groups())
            return _real(year, month, day, whole)
    if match := _NUMBERS.fullmatch(text):
        return _from_numbers(int(match[1]), int(match[3]), int(match[4]), whole, order)
    if match := _MONTH_FIRST.fullmatch(text):
        return _real(int(match[3]), _month(match[1], whole), int(match[2]), whole)
    if match := _DAY_FIRST.fullmatch(text):
        year = int(match[3] or match[4])
        return _real(year, _month(match[2], whole), int(match[1]), whole)
    raise BadValue(f"{quoted(whole)} isn't a date with its year (such as 2026-07-11)", "date")


def _from_numbers(first: int, second: int, year: int, whole: str, order: DateOrder | None) -> date:
    if order is None and first <= 12 and second <= 12 and first != second:
        raise BadValue(
            f"{quoted(whole)} could have the month or the day first; add --date-order mdy "
            "(month first) or --date-order dmy (day first)",
            "date_order",
        )
    day_first = order is DateOrder.DMY or (order is None and first > 12)
    day, month = (first, second) if day_first else (second, first)
    return _real(year, month, day, whole)


def _real(year: int, month: int, day: int, whole: str) -> date:
    found = _checked(year, month, day)
    if found is None:
        raise BadValue(f"{quoted(whole)} isn't a date in the calendar", "date")
    return found


def _checked(year: int, month: int, day: int) -> date | None:
    try:
        return date(_full_year(year), month, day)
    except ValueError:
        return None


def _month(name: str, whole: str) -> int:
    short = name[:3].casefold()
    if short not in _MONTHS:
        raise BadValue(f"{quoted(whole)} isn't a date with its year (such as 2026-07-11)", "date")
    return _MONTHS.index(short) + 1


def _full_year(year: int) -> int:
    """A year of two digits as spreadsheets read it: 69 is 2069, 70 is 1970."""
    if year >= 100:
        return year
    return year + (2000 if year < 70 else 1900)
