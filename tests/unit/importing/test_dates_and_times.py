"""Dates, times and durations as people and programs write them."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.importing import clock, durations
from chalicelib.importing.dates import DateOrder, a_date, order_of
from chalicelib.importing.problems import BadValue, Findings

CHICAGO = ZoneInfo("America/Chicago")
JULY_11 = date(2026, 7, 11)


@pytest.mark.parametrize(
    "text",
    [
        "2026-07-11",
        "2026/7/11",
        "20260711",
        "July 11, 2026",
        "Jul 11 2026",
        "Jul. 11th, 2026",
        "11 July 2026",
        "11-Jul-2026",
        "11-Jul-26",
        "11/Jul/2026",
        "Jul-11-2026",
        "July 11 , 2026",
        "Saturday, July 11, 2026",
        "Sat 2026-07-11",
    ],
)
def test_a_date_that_can_be_read_in_one_way(text: str) -> None:
    assert a_date(text) == JULY_11


@pytest.mark.parametrize("text", ["7/11/2026", "07/11/26", "7-11-2026", "7.11.2026"])
def test_a_date_of_numbers_needs_its_order(text: str) -> None:
    with pytest.raises(BadValue) as refusal:
        a_date(text)
    assert refusal.value.code == "date_order"
    assert a_date(text, DateOrder.MDY) == JULY_11
    assert a_date(text, DateOrder.DMY) == date(2026, 11, 7)


def test_one_that_has_no_other_reading_needs_no_order() -> None:
    assert a_date("7/13/2026") == date(2026, 7, 13)
    assert a_date("13/7/2026") == date(2026, 7, 13)
    assert a_date("7/7/2026") == date(2026, 7, 7)


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["7/11/2026", "7/13/2026"], DateOrder.MDY),
        (["7/11/2026", "13/11/2026"], DateOrder.DMY),
        (["7/11/2026", "8/11/2026"], None),
        (["2026-07-11"], None),
        (["Sunday 7/12/2026"], DateOrder.MDY),
        (["Saturday 7/11/2026"], None),  # both readings are a Saturday
        (["7/13/2026 9:00 AM", "7/11/2026 9:00 AM"], DateOrder.MDY),
    ],
)
def test_the_file_settles_the_order_where_it_can(cells: list[str], order: DateOrder | None) -> None:
    findings = Findings("f")
    assert order_of(cells, findings) == order
    assert findings.problems == []


def test_dates_that_contradict_each_other_are_a_problem() -> None:
    findings = Findings("f")
    order_of(["7/13/2026", "13/7/2026"], findings)
    assert [problem.code for problem in findings.problems] == ["date_order"]


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.sampled_from(DateOrder))
@settings(max_examples=60)
def test_a_date_is_what_was_written(day: date, order: DateOrder) -> None:
    parts = (day.month, day.day) if order is DateOrder.MDY else (day.day, day.month)
    assert a_date(f"{parts[0]}/{parts[1]}/{day.year}", order) == day
    assert a_date(day.isoformat()) == a_date(f"{day:%B} {day.day}, {day.year}") == day


@pytest.mark.parametrize("text", ["Sunday 2026-07-11", "2/30/2026", "July 11", "11/7", "yesterday"])
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(BadValue):
        a_date(text, DateOrder.MDY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9:00 AM", time(9)),
        ("9 am", time(9)),
        ("12:15 a.m.", time(0, 15)),
        ("12:15 PM", time(12, 15)),
        ("2:30PM", time(14, 30)),
        ("14:30", time(14, 30)),
        ("14:30:00", time(14, 30)),
        ("noon", time(12)),
        ("9.30", time(9, 30)),
        ("9:00A", time(9)),
        ("2p", time(14)),
        ("09h30", time(9, 30)),
        ("0930", time(9, 30)),
    ],
)
def test_a_time_in_12_or_24_hours(text: str, expected: time) -> None:
    assert clock.time_of_day(text) == (expected, 0)


def test_24_hours_are_the_next_day() -> None:
    assert clock.time_of_day("24:00") == (time(0), 1)


@pytest.mark.parametrize("text", ["25:00", "0:30 PM", "9", "9:60", "soon", "٩:٣٠ x", "-9:00"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(BadValue):
        clock.time_of_day(text)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("9:00 AM - 10:30 AM", "9:00 AM", "10:30 AM"),
        ("9:00 – 10:30 AM", "9:00 AM", "10:30 AM"),
        ("11:00-12:30 PM", "11:00 am", "12:30 PM"),
        ("9-10 AM", "9 AM", "10 AM"),
        ("09:00 to 10:30", "09:00", "10:30"),
        ("2026-07-11 9:00 AM - 10:00 AM", "2026-07-11 9:00 AM", "10:00 AM"),
        ("7/11/2026 09:00 - 10:00", "7/11/2026 09:00", "10:00"),
        ("July 11, 2026 9:00 AM – 10:00 AM", "July 11, 2026 9:00 AM", "10:00 AM"),
        ("July 11, 2026, 1:00 PM – 2:15 PM", "July 11, 2026, 1:00 PM", "2:15 PM"),
        ("9:00 AM CDT - 10:00 AM CDT", "9:00 AM CDT", "10:00 AM CDT"),
        ("9:00 - 10:30 AM CDT", "9:00 AM", "10:30 AM CDT"),
    ],
)
def test_start_and_end_in_one_cell(text: str, start: str, end: str) -> None:
    found = clock.span(text)
    assert [part.casefold() for part in found] == [start.casefold(), end.casefold()]


@pytest.mark.parametrize("text", ["9:00 AM", "2026-07-11 9:00", "all day"])
def test_one_time_is_no_span(text: str) -> None:
    with pytest.raises(BadValue):
        clock.span(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-07-11 09:00",
        "2026-07-11T09:00:00",
        "2026-07-11T14:00:00Z",
        "2026-07-11T09:00:00-05:00",
        "7/11/2026 9:00 AM",
        "07/11/2026, 9:00 AM",
        "July 11, 2026 at 9:00 AM",
        "Sat, Jul 11, 2026 9:00 AM CDT",
        "7/11/2026 9:00 AM CT",
    ],
)
def test_date_and_time_in_one_cell(text: str) -> None:
    nine = datetime(2026, 7, 11, 9, tzinfo=CHICAGO)
    assert clock.moment(text, CHICAGO, DateOrder.MDY) == nine


@pytest.mark.parametrize(
    "text",
    [
        "7/11/2026 1:00 PM",
        "7/11/2026, 1:00:00 PM",
        "7/11/2026 1 PM",
        "7/11/2026 1:00PM",
        "7/11/2026 1:00 pm CDT",
        "July 11, 2026, 1:00 P.M.",
        "July 11, 2026 at 1:00 PM",
        "2026-07-11 1:00 PM",
        "1:00 PM 7/11/2026",
        "1:00 PM on July 11, 2026",
    ],
)
def test_an_afternoon_in_one_cell_with_its_date(text: str) -> None:
    assert clock.has_date(text)
    one = datetime(2026, 7, 11, 13, tzinfo=CHICAGO)
    assert clock.moment(text, CHICAGO, DateOrder.MDY) == one


def test_the_other_season_s_abbreviation_is_refused_naming_the_right_one() -> None:
    with pytest.raises(BadValue, match="America/Chicago is in CDT on 2026-07-13"):
        clock.moment("7/13/2026 9:00 AM CST", CHICAGO)


def test_a_time_of_another_zone_is_refused() -> None:
    with pytest.raises(BadValue, match="is in EST, but the conference is in America/Chicago"):
        clock.moment("7/13/2026 9:00 AM EST", CHICAGO)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("50", 50),
        ("50 min", 50),
        ("90 minutes", 90),
        ("1:30", 90),
        ("1:30:00", 90),
        ("1.5 hours", 90),
        ("1,5 h", 90),
        ("1h 30m", 90),
        ("1 hr, 30 min", 90),
        ("PT1H30M", 90),
        ("24:00", 1440),
        ("1 day", 1440),
    ],
)
def test_a_duration_as_a_sheet_has_it(text: str, minutes: int) -> None:
    assert durations.of_cell(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["-5", "25:00", "1:75", "half an hour", "", "2 days", "1e9"])
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(BadValue):
        durations.of_cell(text)
