"""Schedules of our own making: what each format can say, and what is told without being refused."""

import json
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from chalicelib.domain.conference import Format, Session
from chalicelib.importing.kinds import kind_of
from chalicelib.importing.leaving_out import Skips, Tally
from chalicelib.importing.mapping import Mapped
from chalicelib.importing.problems import Findings, Refused
from chalicelib.importing.schedule import eligible, overlay
from chalicelib.importing.schedule.draft import Draft, Entry, Options
from chalicelib.importing.schedule.eligible import Credit
from chalicelib.importing.schedule.read import read_schedule
from chalicelib.importing.source import Source

XML = """<schedule><conference><title>Spring</title>{head}</conference>
<day index="1" {day}><room name="Hall">{events}</room></day></schedule>"""
EVENT = """<event id="1">{date}<start>{start}</start><duration>{duration}</duration>
<title>{title}</title><track>Ethics</track><type>talk</type>
<persons><person id="1">Dana</person><person>Eve</person><person>Dana</person></persons></event>"""


def _xml(
    tmp_path: Path,
    *,
    day: str = 'date="2024-03-06"',
    head: str = "",
    date: str = "",
    start: str = "09:00",
    duration: str = "00:50",
    title: str = "Grief groups",
) -> tuple[Draft, list[str]]:
    event = EVENT.format(date=date, start=start, duration=duration, title=title)
    return _read(tmp_path, "s.xml", XML.format(head=head, day=day, events=event))


def _read(
    tmp_path: Path, name: str, text: str, options: Options | None = None
) -> tuple[Draft, list[str]]:
    findings = Findings(name)
    options = options or Options(time_zone="America/Chicago")
    draft = read_schedule(Source(name, text.encode()), options, findings)
    return draft, [note.line for note in findings.notes]


def _with_credit(draft: Draft, *rules: str) -> tuple[Session, ...]:
    return eligible.with_credit(draft, Credit(eligible.rules_from(rules)), Findings("s"))


def _sheet(tmp_path: Path, *rows: str, headings: str = "") -> tuple[Draft, list[str]]:
    columns = "id,title,date,starts_at,ends_at,speakers,format,contact_minutes,types,track"
    return _read(tmp_path, "s.csv", "\n".join([headings or columns, *rows]) + "\n")


def test_a_start_before_the_day_changes_is_in_the_night_after(tmp_path: Path) -> None:
    draft, _ = _xml(tmp_path, head="<day_change>04:00</day_change>", start="00:30")
    (session,) = draft.sessions
    assert session.day == date(2024, 3, 6)
    assert session.starts_at.isoformat() == "2024-03-07T00:30:00-06:00"


def test_a_start_after_the_day_changes_is_on_the_day(tmp_path: Path) -> None:
    draft, _ = _xml(tmp_path, head="<day_change>04:00</day_change>", start="04:00")
    assert draft.sessions[0].starts_at.isoformat() == "2024-03-06T04:00:00-06:00"


def test_a_session_over_the_change_to_summer_time_lasts_its_duration(tmp_path: Path) -> None:
    draft, _ = _xml(tmp_path, day='date="2024-03-10"', start="01:30", duration="01:00")
    (session,) = draft.sessions
    assert session.ends_at.isoformat() == "2024-03-10T03:30:00-05:00"
    assert _with_credit(draft, "all")[0].contact_minutes == 60


def test_a_day_begins_where_its_start_says_in_the_conference_zone(tmp_path: Path) -> None:
    draft, _ = _xml(
        tmp_path,
        day='date="2024-03-06" start="2024-03-07T03:00:00+00:00"',
        date="<date>2024-03-07T04:00:00+00:00</date>",
    )
    assert draft.sessions[0].day == date(2024, 3, 6)


def test_a_person_named_twice_speaks_once(tmp_path: Path) -> None:
    draft, _ = _xml(tmp_path)
    assert draft.sessions[0].speakers == ("Dana", "Eve")


def test_markup_in_a_title_is_text(tmp_path: Path) -> None:
    draft, notes = _xml(tmp_path, title="Tea &lt;3 &lt;script&gt; <b>bold</b> ☎️")
    assert draft.sessions[0].title == "Tea <3 <script> bold ☎️"
    assert notes == []


@pytest.mark.parametrize(
    ("title", "kept", "told"),
    [
        ("A" * 300, "A" * 300, None),
        ("A" * 501, "A" * 500, "its title has over 500 characters and is cut there."),
        (
            "turn\u202ed round",
            "turnd round",
            "its title holds characters that can't be printed; they are left out.",
        ),
        ("two\n   lines", "two lines", None),
        ("Cafe\u0301", "Café", None),
    ],
)
def test_titles_are_cleaned_and_what_is_lost_is_told(
    tmp_path: Path, title: str, kept: str, told: str | None
) -> None:
    draft, notes = _xml(tmp_path, title=title)
    assert draft.sessions[0].title == kept
    assert [note.rpartition(": ")[2] for note in notes] == ([told] if told else [])


def test_a_lone_surrogate_in_json_is_left_out_and_told(tmp_path: Path) -> None:
    event = {
        "id": 1,
        "date": "2024-03-06T09:00:00-06:00",
        "duration": "00:50",
        "title": "half \ud83d of an emoji",
        "persons": [{"name": "Dana"}],
    }
    day = {"date": "2024-03-06", "day_start": "2024-03-06T06:00:00-06:00", "rooms": {"A": [event]}}
    text = json.dumps({"schedule": {"conference": {"title": "Spring", "days": [day]}}})
    draft, notes = _read(tmp_path, "s.json", text)
    assert draft.sessions[0].title == "half of an emoji"
    assert draft.sessions[0].speakers == ("Dana",)
    assert len(notes) == 1


def test_a_spreadsheet_says_everything_by_row(tmp_path: Path) -> None:
    draft, _ = _sheet(
        tmp_path,
        '1,"Grief, loss",2024-03-06,09:00,09:50,"Dana, PhD; Eve",hybrid,45,full; student,Ethics',
        "2,Night walk,2024-03-06,2024-03-07T00:30,2024-03-07T01:30,,,,,",
    )
    first, second = draft.sessions
    assert first.title == "Grief, loss"
    assert first.speakers == ("Dana, PhD", "Eve")
    assert (first.format, first.contact_minutes) == (Format.HYBRID, 45)
    assert first.types == ("full", "student")
    assert second.format is Format.IN_PERSON
    assert second.day == date(2024, 3, 6)
    assert second.starts_at.isoformat() == "2024-03-07T00:30:00-06:00"


def test_minutes_that_the_file_gives_stand_against_the_option(tmp_path: Path) -> None:
    draft, _ = _sheet(
        tmp_path,
        "1,Given,2024-03-06,09:00,10:00,,,45,,",
        "2,Lunch,2024-03-06,12:00,13:00,,,0,,",
        "3,Open,2024-03-06,14:00,15:00,,,,,",
    )
    sessions = _with_credit(draft, "all")
    assert [session.contact_minutes for session in sessions] == [45, 0, 60]


def test_semicolons_and_a_byte_order_mark_as_excel_writes_them(tmp_path: Path) -> None:
    draft, _ = _sheet(
        tmp_path, "1;Grief;2024-03-06;09:00;10:00", headings="\ufeffID;Title;Date;Starts at;ends_at"
    )
    assert draft.sessions[0].title == "Grief"


def test_other_headings_are_read_under_our_names(tmp_path: Path) -> None:
    options = Options(
        time_zone="America/Chicago", mapped=Mapped(columns={"id": "Code", "title": "Session name"})
    )
    text = "Code,Session Name,date,starts_at,ends_at,Drink\nA1,Grief,2024-03-06,9:00,10:00,Tea\n"
    draft, notes = _read(tmp_path, "s.csv", text, options)
    assert (draft.sessions[0].id, draft.sessions[0].title) == ("A1", "Grief")
    assert notes == ["headings: not read: “Drink”."]


@pytest.mark.parametrize(
    ("rules", "minutes"),
    [
        ([], [0, 0, 0]),
        (["all"], [60, 60, 60]),
        (["track:ETHICS"], [60, 0, 0]),
        (["type:talk"], [60, 60, 0]),
        (["track:ethics", "type:Workshop"], [60, 0, 60]),
    ],
)
def test_nothing_carries_credit_unless_it_is_asked_for(
    rules: list[str], minutes: list[int]
) -> None:
    draft = _three()
    sessions = _with_credit(draft, *rules)
    assert [session.contact_minutes for session in sessions] == minutes


def test_an_overlay_makes_a_mixed_conference_of_one_in_person() -> None:
    text = b"session,format,contact_minutes,types\n1,hybrid,,\n3,virtual,90,full;student\n"
    source = Source("overlay.csv", text)
    first, second, third = overlay.laid_over(_three().sessions, source, Mapped(), Findings("s"))
    assert (first.format, first.contact_minutes) == (Format.HYBRID, 0)
    assert second == _three().sessions[1]
    assert (third.format, third.contact_minutes) == (Format.VIRTUAL, 90)
    assert third.types == ("full", "student")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xef\xbb\xbf<?xml", "xml"),
        (b"\xff\xfe<\0s\0", "xml"),
        (b'\n {"a": 1}', "json"),
        (b"[1]", "json"),
        (b"id,title", "table"),
        (b"BEGIN:VCALENDAR", "icalendar"),
    ],
)
def test_a_file_is_what_it_holds_whatever_it_is_called(data: bytes, kind: str) -> None:
    assert kind_of(data, "a file") == kind


def test_a_zone_asked_for_wins_over_the_file_and_is_told(tmp_path: Path) -> None:
    draft, notes = _xml(tmp_path, head="<time_zone_name>UTC</time_zone_name>")
    assert draft.time_zone == "America/Chicago"
    assert notes == ["time zone: the file has UTC; America/Chicago is used, as asked."]


def test_a_time_zone_of_14_megabytes_is_refused_at_once(tmp_path: Path) -> None:
    """Looking for a name near to it took 17 seconds."""
    head = f"<time_zone_name>{'America/Chicago ' * 875_000}</time_zone_name>"
    event = EVENT.format(date="", start="09:00", duration="00:50", title="Grief groups")
    text = XML.format(head=head, day='date="2024-03-06"', events=event)
    began = time.process_time()
    with pytest.raises(Refused, match="isn't an IANA time zone") as refusal:
        _read(tmp_path, "s.xml", text, Options())
    assert time.process_time() - began < 2
    assert len(str(refusal.value)) < 400


def test_every_problem_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        _sheet(tmp_path, "1,,2024-03-06,09:00,08:00,,never,,,", "#,T,x,09:00,10:00,,,,,")
    assert [finding.place for finding in refusal.value.findings] == [
        "row 2, column title",
        "row 2, column ends_at",
        "row 2, column format",
        "row 3, column date",
    ]


def _three() -> Draft:
    labels = (("1", "Ethics", "Talk"), ("2", "Law", "talk"), ("3", "Law", "workshop"))
    day = date(2024, 3, 6)
    nine = datetime(2024, 3, 6, 9, tzinfo=ZoneInfo("America/Chicago"))
    sessions = tuple(
        Session(key, f"Talk {key}", day, nine, nine + timedelta(hours=1), track=track, kind=kind)
        for key, track, kind in labels
    )
    entries = tuple(Entry(session, f"row {session.id}") for session in sessions)
    tally = Tally(Skips(), Findings("s"))
    return Draft("Spring", "", "America/Chicago", day, day, entries, tally)


def test_more_tags_than_any_schedule_has_are_refused_unparsed(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="more tags than any schedule"):
        _read(tmp_path, "s.xml", "<schedule>" + "<a>" * 500_000)
