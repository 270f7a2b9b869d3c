"""frab XML and JSON in the shapes that planners write, one of each kind, made up."""

import json
from typing import Any

import pytest

from chalicelib.domain.conference import Session
from chalicelib.importing import durations
from chalicelib.importing.problems import Findings, Refused
from chalicelib.importing.schedule import frab_json as frab
from chalicelib.importing.schedule.draft import Draft, Entry, Options
from chalicelib.importing.schedule.eligible import is_cancelled
from chalicelib.importing.schedule.read import read_schedule
from chalicelib.importing.source import Source

HEAD = (
    "<conference><title>Spring</title><time_zone_name>America/Chicago</time_zone_name></conference>"
)
EVENT = {
    "id": 1,
    "guid": "a",
    "date": "2026-07-11T09:00:00-05:00",
    "start": "09:00",
    "duration": "01:00",
    "title": "Grief groups",
    "persons": [{"public_name": "Pat Doe"}],
}


def event(of: int = 1, start: str = "09:00", lasts: str = "00:50", more: str = "") -> str:
    return (
        f"<event id='{of}'><start>{start}</start><duration>{lasts}</duration>"
        f"<title>Talk {of}</title>{more}</event>"
    )


def xml(*events: str, day: str = "date='2026-07-11'", head: str = HEAD) -> str:
    rooms = f"<room name='Hall'>{''.join(events)}</room>"
    return f"<schedule>{head}<day {day}>{rooms}</day></schedule>"


def read(text: str, time_zone: str = "") -> tuple[Draft, list[str]]:
    findings = Findings("f")
    draft = read_schedule(Source("f", text.encode()), Options(time_zone=time_zone), findings)
    return draft, [note.line for note in findings.notes]


def times(draft: Draft) -> list[tuple[str, int]]:
    return [
        (f"{s.starts_at:%m-%d %H:%M}", int((s.ends_at - s.starts_at).total_seconds() // 60))
        for s in draft.sessions
    ]


def frab_json(*events: dict[str, Any], **day: Any) -> str:
    days = [{"date": "2026-07-11", "rooms": {"Hall": list(events)}} | day]
    conference = {"title": "Spring", "time_zone_name": "America/Chicago", "days": days}
    return json.dumps({"schedule": {"conference": conference}})


def without(*keys: str, **more: Any) -> dict[str, Any]:
    return {key: value for key, value in (EVENT | more).items() if key not in keys}


@pytest.mark.parametrize(
    ("start", "expected"),
    [("24:00", "07-12 00:00"), ("24:30", "07-12 00:30"), ("26:15:00", "07-12 02:15")],
)
def test_hours_after_24_are_the_night_after_the_day(start: str, expected: str) -> None:
    draft, _ = read(xml(event(start=start)))
    assert times(draft) == [(expected, 50)]
    assert draft.sessions[0].day.isoformat() == "2026-07-11"


def test_an_event_under_another_day_of_the_file_keeps_its_own_date() -> None:
    days = "".join(
        f"<day date='2026-07-{day}'><room name='A'>{held}</room></day>"
        for day, held in (
            (11, event()),
            (12, event(2, more="<date>2026-07-11T23:00:00-05:00</date>")),
        )
    )
    draft, notes = read(f"<schedule>{HEAD}{days}</schedule>")
    assert [session.day.day for session in draft.sessions] == [11, 11]
    assert notes == [
        "event 2 “Talk 2” of 2026-07-12: it is listed under 2026-07-12, but is dated 2026-07-11; its "
        "own date counts."
    ]


def test_three_parts_are_days_unless_the_file_shows_seconds() -> None:
    assert times(read(xml(event(lasts="1:00:00")))[0]) == [("07-11 09:00", 1440)]
    draft, notes = read(xml(event(lasts="01:00:00"), event(2, lasts="00:45:00"), event(3)))
    assert [minutes for _, minutes in times(draft)] == [60, 45, 50]
    assert notes == ["durations: three parts are read as hours, minutes and seconds."]


@pytest.mark.parametrize("lasts", ["0:50", "00:00:50:00", "PT50M", "50 min"])
def test_durations_as_planners_write_them(lasts: str) -> None:
    assert times(read(xml(event(lasts=lasts)))[0]) == [("07-11 09:00", 50)]


def test_seconds_need_every_last_part_to_be_zero() -> None:
    assert durations.parts_of(["01:00:00"]) is durations.Parts.SECONDS
    assert durations.parts_of(["01:00:30", "1:12:00", "00:50"]) is durations.Parts.DAYS


@pytest.mark.parametrize(
    ("inside", "sentence"),
    [
        ("<duration>00:30</duration>", "It has no start."),
        ("<start>09:00</start>", "It has no duration."),
        ("<start>09:00</start><end>08:00</end>", "It ends before it starts."),
    ],
)
def test_an_event_without_its_times_is_named(inside: str, sentence: str) -> None:
    with pytest.raises(Refused) as refusal:
        read(xml(f"<event id='1'><title>Talk</title>{inside}</event>"))
    assert [finding.sentence for finding in refusal.value.findings] == [sentence]


def test_an_end_stands_for_a_duration() -> None:
    held = "<event id='1'><start>09:00</start><end>09:45</end><title>Talk</title></event>"
    assert times(read(xml(held))[0]) == [("07-11 09:00", 45)]


def test_what_stands_around_an_older_file_is_no_reason_to_refuse_it() -> None:
    head = "<conference><title>Spring</title><timezone>America/Chicago</timezone></conference>"
    day = "date='2026-07-11T00:00:00-05:00'"
    persons = "<persons><person><first>Pat</first><last>Doe</last></person></persons>"
    draft, _ = read("\n\n<?xml version='1.0'?>" + xml(event(more=persons), day=day, head=head))
    assert times(draft) == [("07-11 09:00", 50)]
    assert draft.sessions[0].speakers == ("Pat Doe",)


@pytest.mark.parametrize(
    "title",
    [
        "CANCELLED Grief",
        "[Canceled] Grief",
        "Grief - CANCELLED",
        "Grief – Canceled",
        "GRIEF: CANCELLED",
        "Grief CANCELLED",
        "Canceled! Grief",
        "Grief (cancelled due to illness)",
        "[ABGESAGT] Trauer",
    ],
)
def test_a_mark_in_the_title_cancels(title: str) -> None:
    assert is_cancelled(_titled(title))


@pytest.mark.parametrize(
    "title", ["Why my trip was cancelled", "Cancelled flights (and how to deal)", "Cancel culture"]
)
def test_the_word_alone_cancels_nothing(title: str) -> None:
    assert not is_cancelled(_titled(title))


def _titled(title: str) -> Entry:
    session: Session = read(xml(event()))[0].sessions[0]
    object.__setattr__(session, "title", title)
    return Entry(session, "event 1")


@pytest.mark.parametrize(
    "text",
    [
        frab_json(EVENT),
        frab_json(without("guid", persons=[None, "Pat Doe"])),
        frab_json(without(id=1.0, duration=60.0)),
        frab_json(without(persons={"7": {"full_public_name": "Pat Doe"}})),
        frab_json(without(persons=[{"first_name": "Pat", "last_name": "Doe"}])),
        frab_json(rooms=[[EVENT]]),
        frab_json(rooms=[{"name": "Hall", "events": [EVENT]}, {"name": "Empty"}]),
        frab_json(without("date")),
        frab_json(without("duration", end="2026-07-11T10:00:00-05:00")),
        frab_json(without(duration="1:00")),
    ],
)
def test_frab_json_in_every_shape(text: str) -> None:
    draft, _ = read(text)
    assert times(draft) == [("07-11 09:00", 60)]
    assert draft.sessions[0].speakers == ("Pat Doe",)


def test_days_by_number_are_days() -> None:
    conference = {
        "title": "Spring",
        "time_zone_name": "UTC",
        "days": {"1": {"date": "2026-07-11", "rooms": {"Hall": [without("date")]}}},
    }
    assert times(read(json.dumps({"schedule": {"conference": conference}}))[0]) == [
        ("07-11 09:00", 60)
    ]


def test_a_room_that_stands_twice_keeps_all_its_events() -> None:
    one, other = (json.dumps(without(id=at, guid=f"g{at}")) for at in (1, 2))
    text = (
        '{"schedule": {"conference": {"title": "S", "time_zone_name": "UTC", "days": '
        f'[{{"date": "2026-07-11", "rooms": {{"Hall": [{one}], "Hall": [{other}]}}}}]}}}}}}'
    )
    draft, _ = read(text)
    assert [session.id for session in draft.sessions] == ["1", "2"]


def test_schedule_v2_with_its_events_in_the_conference() -> None:
    held = without("date", start="2026-07-11T09:00:00-05:00", track={"slug": "art"})
    conference = {
        "title": "Spring",
        "time_zone_name": "America/Chicago",
        "days": [],
        "tracks": [{"slug": "art", "name": "Art therapy"}],
        "events": [held],
    }
    draft, _ = read(json.dumps({"schedule": {"conference": conference}}))
    assert (times(draft), draft.sessions[0].track) == ([("07-11 09:00", 60)], "Art therapy")


def test_a_file_with_far_more_in_it_than_a_schedule_is_refused() -> None:
    text = frab_json(without()).rstrip()[:-1] + ', "x": [' + "{}," * frab.MAX_PARTS + "{}]}"
    with pytest.raises(Refused) as refusal:
        read(text)
    assert "far more than a schedule" in str(refusal.value)
