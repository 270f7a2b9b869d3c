"""The schedules that conferences published, as they are: counts, days and times checked by hand."""

from collections import Counter
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from chalicelib.domain.conference import Session
from chalicelib.importing.problems import Findings
from chalicelib.importing.schedule.draft import Draft, Options
from chalicelib.importing.schedule.read import read_schedule
from chalicelib.importing.source import Source
from samples.schedules import path_of


@cache
def read(name: str, time_zone: str = "") -> Draft:
    return read_schedule(
        Source(name, path_of(name).read_bytes()), Options(time_zone=time_zone), Findings(name)
    )


def titled(draft: Draft, title: str) -> Session:
    return next(session for session in draft.sessions if session.title == title)


@pytest.mark.parametrize(
    ("name", "zone", "sessions", "first", "last"),
    [
        ("fosdem-2023.xml", "Europe/Brussels", 780, "2023-02-04", "2023-02-05"),
        ("fosdem-2022-online.xml", "Europe/Brussels", 730, "2022-02-05", "2022-02-06"),
        ("debconf-2023.xml", "", 117, "2023-09-10", "2023-09-18"),
        ("38c3-2024.xml", "", 1007, "2024-12-27", "2024-12-30"),
        ("39c3-2025.xml", "", 895, "2025-12-27", "2025-12-30"),
        ("fosdem-2007.xml", "Europe/Brussels", 215, "2007-02-25", "2007-02-26"),
        ("lca-2020.ics", "", 262, "2020-01-12", "2020-01-17"),
        ("democon.json", "", 36, "2020-12-14", "2020-12-16"),
        ("camp-2019.json", "", 79, "2019-08-21", "2019-08-26"),
    ],
)
def test_every_event_is_read(name: str, zone: str, sessions: int, first: str, last: str) -> None:
    draft = read(name, zone)
    assert len(draft.sessions) == sessions
    assert (draft.starts_on, draft.ends_on) == (date.fromisoformat(first), date.fromisoformat(last))
    assert all(session.title and session.ends_at >= session.starts_at for session in draft.sessions)


def test_fosdem_has_no_zone_of_its_own_and_times_of_the_zone_given() -> None:
    opening = titled(read("fosdem-2023.xml", "Europe/Brussels"), "Welcome to FOSDEM 2023")
    brussels = ZoneInfo("Europe/Brussels")
    assert opening.starts_at == datetime(2023, 2, 4, 9, 30, tzinfo=brussels)
    assert opening.ends_at == datetime(2023, 2, 4, 9, 55, tzinfo=brussels)
    assert opening.speakers == ("FOSDEM Staff", "Richard Hartmann")
    assert (opening.track, opening.kind) == ("Keynotes", "keynote")


def test_fosdem_2022_says_where_it_would_have_been() -> None:
    draft = read("fosdem-2022-online.xml", "Europe/Brussels")
    assert draft.location == "ULB (Université Libre de Bruxelles), Brussels"


def test_debconf_days_are_indian_days_though_the_file_dates_them_in_utc() -> None:
    draft = read("debconf-2023.xml")
    days = Counter(session.day.isoformat() for session in draft.sessions)
    assert days == {
        "2023-09-10": 20,
        "2023-09-11": 17,
        "2023-09-12": 19,
        "2023-09-13": 4,
        "2023-09-14": 11,
        "2023-09-15": 19,
        "2023-09-16": 19,
        "2023-09-17": 8,
    }
    opening = titled(draft, "Opening Ceremony")
    assert opening.starts_at == datetime(2023, 9, 10, 10, 30, tzinfo=ZoneInfo("Asia/Kolkata"))
    assert opening.day == date(2023, 9, 10)
    assert all(session.starts_at.date() == session.day for session in draft.sessions)


def test_38c3_nights_belong_to_the_day_before() -> None:
    draft = read("38c3-2024.xml")
    nights = [session for session in draft.sessions if session.starts_at.date() != session.day]
    assert Counter(session.day.isoformat() for session in nights) == {
        "2024-12-27": 18,
        "2024-12-28": 20,
        "2024-12-29": 20,
    }
    assert all((session.starts_at.date() - session.day).days == 1 for session in nights)
    assert all(session.starts_at.hour < 6 for session in nights)


def test_the_camp_keeps_german_summer_time() -> None:
    opening = titled(read("camp-2019.json"), "Opening Ceremony")
    assert opening.starts_at.isoformat() == "2019-08-21T11:00:00+02:00"
    assert opening.speakers == ("jinxx", "smtw")


def test_democon_is_in_utc_though_its_file_has_other_offsets() -> None:
    first = titled(read("democon.json"), "Focused 5thgeneration hardware")
    assert first.starts_at.isoformat() == "2020-12-14T08:00:00+00:00"
    assert first.day == date(2020, 12, 14)
