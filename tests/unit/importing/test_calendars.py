"""iCalendar as Outlook, Exchange, Google, Sched and Zoom write it: zones, folds, categories, speakers."""

import warnings

import pytest

from chalicelib.importing.problems import Findings, Refused
from chalicelib.importing.schedule.draft import Draft, Options
from chalicelib.importing.schedule.read import read_schedule
from chalicelib.importing.schedule.speakers import named_in
from chalicelib.importing.source import Source

EASTERN = """BEGIN:VTIMEZONE
TZID:{name}
{more}BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
END:VTIMEZONE
"""


def event(zone: str = "", uid: str = "1", more: str = "") -> str:
    parameter = f";TZID={zone}" if zone else ""
    return (
        f"BEGIN:VEVENT\nUID:{uid}\nSUMMARY:Grief groups\nDTSTART{parameter}:20260711T090000\n"
        f"DTEND{parameter}:20260711T100000\n{more}END:VEVENT\n"
    )


def calendar(*parts: str) -> bytes:
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{''.join(parts)}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def read(data: bytes, time_zone: str = "") -> Draft:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a library's warning would be printed among our words
        return read_schedule(Source("f", data), Options(time_zone=time_zone), Findings("f"))


def starts(draft: Draft) -> str:
    return draft.sessions[0].starts_at.isoformat()


@pytest.mark.parametrize(
    "zone",
    [
        "America/New_York",
        "US/Eastern",
        "US-Eastern",
        "America-New_York",
        "Eastern Standard Time",
        '"(UTC-05:00) Eastern Time (US & Canada)"',
        "Eastern Time (US & Canada)",
        "/freeassociation.sourceforge.net/America/New_York",
        "/mozilla.org/20070129_1/America/Indiana/Indianapolis",
    ],
)
def test_a_zone_under_each_program_s_name(zone: str) -> None:
    assert starts(read(calendar(event(zone)))) == "2026-07-11T09:00:00-04:00"


@pytest.mark.parametrize(
    "zone", ["tzone://Microsoft/Utc", '"tzone://Microsoft/Utc"', "UTC", "GMT", "UTC+00:00"]
)
def test_universal_time_under_each_name(zone: str) -> None:
    assert starts(read(calendar(event(zone)), "America/Chicago")) == "2026-07-11T04:00:00-05:00"


def test_a_zone_of_the_file_s_own_is_known_by_its_place() -> None:
    own = EASTERN.format(name="Ours", more="X-LIC-LOCATION:America/New_York\n")
    assert starts(read(calendar(own, event("Ours")))) == "2026-07-11T09:00:00-04:00"


def test_a_customized_zone_is_the_conference_s_if_that_has_its_offset() -> None:
    data = calendar(
        EASTERN.format(name="Customized Time Zone", more=""), event("Customized Time Zone")
    )
    assert starts(read(data, "America/New_York")) == "2026-07-11T09:00:00-04:00"
    with pytest.raises(Refused, match="“Customized Time Zone” isn't known"):
        read(data, "America/Denver")
    with pytest.raises(Refused, match="No time zone"):
        read(data)


@pytest.mark.parametrize(
    "head",
    [
        "X-WR-TIMEZONE:America/New_York\n",
        "X-WR-TIMEZONE;VALUE=TEXT:Eastern Standard Time\n",
        "TIMEZONE-ID:America/New_York\n",
        EASTERN.format(name="America/New_York", more=""),
    ],
)
def test_times_in_universal_time_are_told_in_the_calendar_s_zone(head: str) -> None:
    data = calendar(head, event()).replace(b"T090000", b"T130000Z").replace(b"T100000", b"T140000Z")
    assert starts(read(data)) == "2026-07-11T09:00:00-04:00"


def test_the_zone_of_all_events_wins_over_a_calendar_in_universal_time() -> None:
    data = calendar("X-WR-TIMEZONE:UTC\n", event("America/Denver"))
    assert read(data).time_zone == "America/Denver"


def test_several_zones_are_asked_about_by_name() -> None:
    data = calendar(event("America/Denver"), event("America/Chicago", "2"))
    with pytest.raises(Refused, match="several time zones: “America/Chicago”, “America/Denver”"):
        read(data)
    assert starts(read(data, "America/Chicago")) == "2026-07-11T10:00:00-05:00"


def test_a_line_may_be_folded_inside_a_letter() -> None:
    data = calendar(event("America/Chicago")).replace(b"Grief", "Größe".encode())
    letter = data.index("ö".encode())
    folded = data[: letter + 1] + b"\r\n " + data[letter + 1 :]
    assert read(folded).sessions[0].title == "Größe groups"


def test_categories_on_several_lines_are_all_read() -> None:
    more = "CATEGORIES:Ethics\nCATEGORIES:Practice,Grief\n"
    assert read(calendar(event("UTC", more=more))).sessions[0].track == "Ethics, Practice, Grief"


def test_speakers_are_found_behind_a_long_description_and_a_parameter_with_a_colon() -> None:
    long = "What it is about. " * 300
    more = f'DESCRIPTION;ALTREP="CID:part3":{long}\\nSpeaker: Pat Doe\\, Lee Roe\n'
    assert read(calendar(event("UTC", more=more))).sessions[0].speakers == ("Pat Doe", "Lee Roe")


def test_of_a_hundred_thousand_lines_and_names_an_event_has_a_few() -> None:
    names = ";".join(f"P{number}" for number in range(100_000))
    more = f"DESCRIPTION:Speakers: {names}\n" + "CATEGORIES:Grief\n" * 100_000
    [session] = read(calendar(event("UTC", more=more))).sessions
    assert session.speakers == tuple(f"P{number}" for number in range(50))
    assert session.track == ", ".join(["Grief"] * 10)


def test_a_text_without_a_colon_is_refused_at_its_event() -> None:
    with pytest.raises(Refused, match="can't be read"):
        read(calendar(event("UTC", more="LOCATION\n")))


def test_an_exception_without_a_rule_does_not_repeat() -> None:
    data = calendar(event("UTC", more="EXDATE:20260712T090000Z\n"))
    assert len(read(data).sessions) == 1


@pytest.mark.parametrize(
    ("description", "names"),
    [
        ("Speaker: Pat Doe", ["Pat Doe"]),
        (
            "About grief.\nSpeaker(s): Pat Doe, Lee Roe and Ann Poe",
            ["Pat Doe", "Lee Roe", "Ann Poe"],
        ),
        (
            "Presenter: Pat Doe, PhD, LPC-S; Lee Roe, Ed.D.",
            ["Pat Doe, PhD, LPC-S", "Lee Roe, Ed.D."],
        ),
        ("Speakers:\nPat Doe\nLee Roe\n\nAbout grief.", ["Pat Doe", "Lee Roe"]),
        ("Speakers:\n" + "In this talk we go through all that we know about grief and loss.", []),
        ("Presented by the association", []),
    ],
)
def test_speakers_in_the_description(description: str, names: list[str]) -> None:
    assert named_in(description) == names
