"""Single values: what is read, and the sentence for what is not."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.conference import Format
from chalicelib.domain.session_length import minutes_between
from chalicelib.importing import clock, dates, durations, ids, values
from chalicelib.importing.people.password_hashes import password_hash
from chalicelib.importing.problems import BadValue
from chalicelib.importing.quoting import quoted
from chalicelib.importing.words import a_format

CHICAGO = ZoneInfo("America/Chicago")
# 2001 to 2098, by the second.
INSTANTS = st.integers(978_307_200, 4_070_908_800).map(lambda s: datetime.fromtimestamp(s, UTC))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("00:30", timedelta(minutes=30)),
        ("1:05", timedelta(minutes=65)),
        ("24:00", timedelta(hours=24)),
        ("0:12:30", timedelta(hours=12, minutes=30)),
        ("1:00:00", timedelta(hours=24)),
        ("000:45", timedelta(minutes=45)),
    ],
)
def test_a_duration_is_hours_and_minutes(text: str, expected: timedelta) -> None:
    assert durations.of_event(text) == expected


@pytest.mark.parametrize("text", ["-00:30", "24:01", "0:60", "30", "٠٠:٣٠", "", "1:2:3:4"])
def test_other_durations_are_refused(text: str) -> None:
    with pytest.raises(BadValue):
        durations.of_event(text)


@given(INSTANTS, st.integers(0, 24 * 60))
@settings(max_examples=60)
def test_a_session_lasts_its_duration_also_when_the_clocks_change(
    moment: datetime, minutes: int
) -> None:
    start = moment.astimezone(CHICAGO)
    end = clock.plus(start, timedelta(minutes=minutes))
    assert minutes_between(start, end) == minutes
    assert end.tzinfo is CHICAGO


def test_an_offset_is_honoured_and_its_absence_means_the_zone() -> None:
    nine = datetime(2024, 3, 6, 9, 0, tzinfo=CHICAGO)
    assert clock.moment("2024-03-06T16:00:00+01:00", CHICAGO) == nine
    assert clock.moment("2024-03-06 09:00", CHICAGO) == nine
    assert clock.moment("2024-03-06T15:00:00Z", CHICAGO).tzinfo is CHICAGO


def test_an_hour_that_the_clocks_skip_does_not_exist() -> None:
    with pytest.raises(BadValue, match="doesn't exist in America/Chicago"):
        clock.moment("2024-03-10T02:30", CHICAGO)


@pytest.mark.parametrize("name", ["Europe/Brussels", "UTC", "Asia/Kolkata", "Etc/GMT-1"])
def test_iana_zones_are_known(name: str) -> None:
    assert values.time_zone(name).key == name


@pytest.mark.parametrize("name", ["", "CEST", "localtime", "../../etc/passwd", "europe/brussels"])
def test_other_zones_are_refused(name: str) -> None:
    with pytest.raises(BadValue, match="isn't an IANA time zone"):
        values.time_zone(name)


@pytest.mark.parametrize("text", ["in_person", "In Person", " in-person "])
def test_a_choice_is_read_in_any_spelling(text: str) -> None:
    assert a_format(text) is Format.IN_PERSON


@pytest.mark.parametrize(
    ("parse", "good", "bad"),
    [
        (ids.conference_id, "fosdem-2023", "fosdem_2023"),
        (ids.conference_id, "a" * 64, "a" * 65),
        (ids.conference_id, "38c3", "-38c3"),
        (ids.session_id, "x" * 100, "x" * 101),
        (ids.session_id, "täglich 1/2", "a#b"),
        (ids.session_id, "7", "a\u202eb"),
        (ids.account_id, "app-user.7_a", "alice@app.example"),
        (values.contact_minutes, "0", "-1"),
        (values.contact_minutes, "1440", "1441"),
        (dates.a_date, "2024-02-29", "2023-02-29"),
        (clock.time_of_day, "09:30", "9.3"),
        (values.yes_or_no, "TRUE", "maybe"),
    ],
)
def test_bounds(parse: Callable[[str], Any], good: str, bad: str) -> None:
    parse(good)
    with pytest.raises(BadValue):
        parse(bad)


def test_names_are_separated_by_semicolons_and_count_once() -> None:
    assert values.names("Doe, Jane, PhD; Bo ;; Bo", 200) == ("Doe, Jane, PhD", "Bo")


@given(st.text(max_size=200))
@settings(max_examples=100)
def test_a_quoted_value_cannot_take_over_a_terminal(text: str) -> None:
    shown = quoted(text)
    assert len(shown) <= 63
    assert all(
        character.isprintable() for character in shown.replace("\u200c", "").replace("\u200d", "")
    )


@pytest.mark.parametrize(
    "text",
    [
        "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21l$RdescudvJCsgt3ub+b27ZWwwRdescudvJCsgt3ub+b0",
        "$2b$12$" + "a" * 53,
        "$2y$10$" + "./" * 26 + "A",
    ],
)
def test_hashes_as_argon2_and_bcrypt_write_them(text: str) -> None:
    assert password_hash(text) == text


@pytest.mark.parametrize(
    "text", ["hunter2", "5f4dcc3b5aa765d61d8327deb882cf99", "$2b$31$" + "a" * 53, "$1$salt$hash"]
)
def test_no_other_hash_is_taken_and_none_is_repeated(text: str) -> None:
    with pytest.raises(BadValue) as refusal:
        password_hash(text)
    assert text not in str(refusal.value)


def test_dates_are_of_this_century() -> None:
    assert dates.a_date("2000-01-01") == date(2000, 1, 1)
    with pytest.raises(BadValue, match="outside the years 2000 to 2100"):
        dates.a_date("1999-12-31")
