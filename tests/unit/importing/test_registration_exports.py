"""Registrations under the headings and words of other programs: whose address, which days, who is who."""

from datetime import date

import pytest

from chalicelib.domain.conference import Conference
from chalicelib.domain.registration import Attendance
from chalicelib.importing.leaving_out import Skips, Tally
from chalicelib.importing.mapping import Mapped
from chalicelib.importing.people.registrations_file import Registered, parse
from chalicelib.importing.problems import Findings
from chalicelib.importing.source import Source

MARCH_14, MARCH_15 = date(2026, 3, 14), date(2026, 3, 15)
SPRING = Conference("spring", "Spring", "America/Chicago", MARCH_14, MARCH_15)


def read(*lines: str) -> tuple[tuple[Registered, ...], Tally]:
    source = Source("f", "\n".join(lines).encode())
    return parse(source, SPRING, (), Mapped(), Skips(), Findings("f"))


def test_an_order_s_own_address_is_the_buyer_s() -> None:
    (found,), _ = read(
        "Order code,Email,Name,Attendee name,Attendee email,Product,Order status",
        "A1,office@school.example,The office,Kim Doe,kim@school.example,Full,paid",
    )
    assert (found.address, found.registrations[0].name) == ("kim@school.example", "Kim Doe")


@pytest.mark.parametrize(
    ("word", "attendance"),
    [
        ("Virtually (Zoom)", Attendance.VIRTUAL),
        ("I will attend online", Attendance.VIRTUAL),
        ("I plan to attend in person", Attendance.IN_PERSON),
        ("Both", Attendance.IN_PERSON),
        ("In person and virtual", Attendance.IN_PERSON),
    ],
)
def test_how_a_form_asks_for_attendance(word: str, attendance: Attendance) -> None:
    (found,), _ = read("Timestamp,Email Address,How will you attend?", f"x,kim@a.example,{word}")
    assert found.registrations[0].attendance is attendance


@pytest.mark.parametrize(
    "days",
    [
        "March 14, 2026, March 15, 2026",
        "Saturday, March 14, 2026, Sunday, March 15, 2026",
        "3/14/2026, 3/15/2026",
        "Sat 3/14/2026; Sun 3/15/2026",
        "March 14, 2026 and March 15, 2026",
    ],
)
def test_days_that_a_form_joins(days: str) -> None:
    (found,), _ = read("Email,Days", f'kim@a.example,"{days}"')
    assert found.registrations[0].days == (MARCH_14, MARCH_15)


def test_an_address_as_a_mail_program_copies_it() -> None:
    found, _ = read("Email", "Kim Doe <kim@a.example>", "mailto:lee@a.example")
    assert [one.address for one in found] == ["kim@a.example", "lee@a.example"]


@pytest.mark.parametrize("name", ["Kim A. Doe", "Doe, Kim", "Dr. Kim Doe", "KIM DOE"])
def test_one_person_under_spellings_of_a_name(name: str) -> None:
    (found,), tally = read("Email,Name", "kim@a.example,Kim Doe", f'kim@a.example,"{name}"')
    assert [registration.name for registration in found.registrations] == ["Kim Doe"]
    assert tally.left_out == []


@pytest.mark.parametrize(("first", "second"), [("J. Doe", "K. Doe"), ("Kim Doe", "Lee Doe")])
def test_two_people_behind_one_address(first: str, second: str) -> None:
    (found,), tally = read("Email,Name", f"a@a.example,{first}", f"a@a.example,{second}")
    assert [registration.name for registration in found.registrations] == [first]
    assert [finding.code for finding in tally.left_out] == ["another_person"]
