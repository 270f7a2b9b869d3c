"""Files in the shape of what programs and people write: each comes out right, or says what is missing."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from chalicelib.domain.conference import Format, Session
from chalicelib.domain.registration import RegistrationStatus
from chalicelib.store.people import accounts
from samples import world
from tests.integration.ops.operator import ops, refused, stored
from tests.support import cases
from tests.support.registered import registered_at
from tests.support.tables import everything

CHICAGO = ("--time-zone", "America/Chicago")


def imported(name: str, *options: str) -> str:
    """Import a case as a schedule; returns its last line."""
    file = cases.path_of(name)
    output = ops("import-schedule", file, "--id", "case", "--eligible", "all", *CHICAGO, *options)
    return output.splitlines()[-1]


def sessions() -> dict[str, Session]:
    return {session.title: session for session in stored("case").sessions}


def minutes(session: Session) -> float:
    return (session.ends_at - session.starts_at).total_seconds() / 60


@pytest.mark.parametrize(
    ("name", "last_line", "options"),
    [
        ("day-without-room.xml", "2 of 2 sessions eligible, 2.00 hours", ()),
        ("cancelled.xml", "1 of 3 sessions eligible, 1.00 hours", ()),
        ("cancelled.xml", "3 of 3 sessions eligible, 2.50 hours", ("--keep-cancelled",)),
        ("cancelled.xml", "0 of 3 sessions eligible, 0.00 hours", ("--no-breaks",)),
        ("pretalx-repeated-session.xml", "3 of 3 sessions eligible, 2.75 hours", ()),
        ("dup-id-guid.xml", "2 of 2 sessions eligible, 2.00 hours", ()),
        ("giggity-36h.xml", "1 of 1 sessions eligible, 1.00 hours, 1 left out", ("--skip", "2")),
        ("odd.xml", "2 of 3 sessions eligible, 1.75 hours", ()),
        ("dst.xml", "5 of 5 sessions eligible, 11.00 hours", ()),
        ("json-empty-rooms-php.json", "1 of 1 sessions eligible, 1.00 hours", ()),
        ("calendar.ics", "1 of 1 sessions eligible, 1.00 hours", ()),
        ("sched-us-ampm.csv", "1 of 1 sessions eligible, 1.00 hours", ()),
        ("sched-us-date.csv", "1 of 1 sessions eligible, 1.00 hours", ("--date-order", "mdy")),
        ("whova-like.csv", "2 of 2 sessions eligible, 2.00 hours", ("--date-order", "mdy")),
        ("whova-style.csv", "1 of 1 sessions eligible, 1.00 hours", ("--date-order", "dmy")),
        ("sched-24h.csv", "0 of 1 sessions eligible, 0.00 hours", ()),
        ("sched-decimal-minutes.csv", "2 of 2 sessions eligible, 1.87 hours", ()),
        ("sched-onsite.csv", "3 of 3 sessions eligible, 3.00 hours", ()),
        ("base-schedule.csv", "4 of 4 sessions eligible, 4.33 hours", ()),
        ("base4.csv", "9 of 9 sessions eligible, 9.50 hours", ()),
    ],
)
def test_a_schedule_comes_out_right(name: str, last_line: str, options: tuple[str, ...]) -> None:
    assert imported(name, *options) == last_line


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("pretalx-multiday-duration.xml", "“1:12:00” is longer than 24 hours"),
        ("pretalx-negative-duration.xml", "“-22:30” isn't a duration"),
        ("giggity-36h.xml", "add --skip 2, or --skip-bad-rows"),
        ("html-login-page.xml", "This is a web page (a sign-in page?), not a schedule."),
        ("sched-us-date.csv", "add --date-order mdy (month first) or --date-order dmy (day first)"),
        ("whova-style.csv", "“03/10/2025” could have the month or the day first"),
    ],
)
def test_what_cannot_be_right_says_how_to_go_on(name: str, said: str) -> None:
    before = everything()
    output = refused(
        "import-schedule", cases.path_of(name), "--id", "case", "--eligible", "all", *CHICAGO
    )
    assert said in output
    assert everything() == before


def test_three_parts_of_a_duration_are_days_hours_minutes() -> None:
    assert imported("pretalx-multiday-duration.xml", "--skip", "90") == (
        "1 of 1 sessions eligible, 24.00 hours, 1 left out"
    )


def test_titles_are_plain_text_and_a_repeated_person_speaks_once() -> None:
    imported("odd.xml")
    assert stored("case").conference.name == "Odd & more"
    assert set(sessions()) == {"Bold & ’quoted’", "Zero minutes", "Same person twice"}
    assert sessions()["Same person twice"].speakers == ("Ann Lee",)


def test_an_offset_settles_the_hour_that_happens_twice_and_without_one_it_is_told() -> None:
    output = ops("import-schedule", cases.path_of("dst.xml"), "--id", "case", "--dry-run")
    assert "01:30 happens twice that night, because clocks go back; the first (CDT)" in output
    imported("dst.xml")
    first = sessions()["Ambiguous hour, first or second?"].starts_at
    second = sessions()["Second 01:30"].starts_at
    assert (first.isoformat(), second.isoformat()) == (
        "2025-11-02T01:30:00-05:00",
        "2025-11-02T01:30:00-06:00",
    )
    assert sessions()["Across the spring change"].ends_at.isoformat() == "2025-03-09T05:30:00-05:00"


def test_columns_of_another_program_are_read_by_their_own_headings() -> None:
    imported("whova-like.csv", "--date-order", "mdy")
    grief = sessions()["Grief"]
    assert grief.day == date(2026, 7, 11)
    assert grief.starts_at == datetime(2026, 7, 11, 10, 15, tzinfo=ZoneInfo("America/Chicago"))
    assert (grief.speakers, grief.track, grief.room) == (
        ("Lee Roe", "Ann Poe"),
        "Practice",
        "Room 2",
    )


def test_a_missing_id_is_made_and_stays_the_same() -> None:
    imported("whova-style.csv", "--date-order", "mdy")
    first = stored("case")
    imported("whova-style.csv", "--date-order", "mdy")
    assert stored("case") == first


def test_all_day_is_24_hours_and_online_is_virtual() -> None:
    imported("sched-24h.csv")
    assert minutes(sessions()["All day hall"]) == 24 * 60
    ops("import-schedule", cases.path_of("sched-onsite.csv"), "--id", "formats", *CHICAGO)
    assert [session.format for session in stored("formats").sessions] == [
        Format.IN_PERSON,
        Format.VIRTUAL,
        Format.VIRTUAL,
    ]


def test_a_part_of_a_minute_is_not_counted_and_told() -> None:
    file = cases.path_of("sched-decimal-minutes.csv")
    output = ops("import-schedule", file, "--id", "case", *CHICAGO)
    assert "note: row 3, column contact_minutes: 52.5 counts as 52: whole minutes, down." in output
    assert [session.contact_minutes for session in stored("case").sessions] == [60, 52]


@pytest.mark.parametrize(
    ("name", "addresses"),
    [
        ("eventbrite-status.csv", 2),
        ("excel-sep-line.csv", 1),
        ("excel-short-rows.csv", 2),
        ("nbsp-zwsp.csv", 2),
        ("regs.csv", 6),
    ],
)
def test_registrations_as_spreadsheets_write_them(name: str, addresses: int) -> None:
    world.hold()
    output = ops("import-registrations", "spring", cases.path_of(name))
    assert f"{addresses} address" in output.splitlines()[-1]


def test_refunded_is_cancelled_and_another_word_can_be_given_a_meaning(tmp_path: Path) -> None:
    world.hold()
    ops("import-registrations", "spring", cases.path_of("eventbrite-status.csv"))
    (lee,) = registered_at(["lee@school.example"], "spring")
    assert lee.status is RegistrationStatus.CANCELLED
    file = tmp_path / "r.csv"
    file.write_text("email,status\nkim@school.example,On the bus\n")
    assert '--value "status:On the bus=confirmed"' in refused(
        "import-registrations", "spring", file
    )
    ops("import-registrations", "spring", file, "--value", "status:on the bus=confirmed")
    (kim,) = registered_at(["kim@school.example"], "spring")
    assert kim.confirmed


def test_us_dates_of_registrations_are_asked_for() -> None:
    world.hold()
    file = cases.path_of("us-dates.csv")
    assert "--date-order mdy" in refused("import-registrations", "spring", file)
    ops("import-registrations", "spring", file, "--date-order", "mdy")
    (kim,) = registered_at(["kim@school.example"], "spring")
    assert kim.days == (date(2026, 7, 11),)


def test_somebody_with_an_address_of_another_is_left_out_and_the_others_are_taken() -> None:
    output = ops("import-accounts", cases.path_of("accounts-dup.csv"))
    assert (
        "row 4: “pat@school.example” belongs to account 1001 (row 2); account 2001 is left out."
        in output
    )
    assert "3 rows read, 2 taken, 1 left out" in output
    assert output.splitlines()[-1] == "2 accounts with 2 verified addresses"
    assert [accounts.owner_of(f"{who}@school.example") for who in ("pat", "sam")] == [
        "1001",
        "1002",
    ]


def test_an_address_that_an_attendee_verified_is_not_taken_by_the_export() -> None:
    world.enrol("alice", "Alice", "pat@school.example")
    output = ops("import-accounts", cases.path_of("accounts-dup.csv"))
    assert "“pat@school.example” is verified on account alice; account 1001 is left out." in output
    assert accounts.owner_of("pat@school.example") == "alice"
    assert accounts.owner_of("sam@school.example") == "1002"


def test_names_of_every_script_are_kept() -> None:
    ops("import-accounts", cases.path_of("accounts.csv"))
    found = {key: accounts.load(key) for key in ("kim", "mo", "joz")}
    assert {key: account.name for key, account in found.items() if account} == {
        "kim": "Kim O’Brien-Müller",
        "mo": "प्रिया शर्मा",
        "joz": "José Ñandú",
    }


def test_renumbered_sessions_are_written_only_when_it_is_said_which_is_meant() -> None:
    imported("base2.csv")
    before = everything()
    output = refused(
        "import-schedule", cases.path_of("renumbered.csv"), "--id", "case", "--eligible", "all"
    )
    assert (
        "session s1: It was “Opening keynote” at 2026-07-11 09:00; in the file this ID is" in output
    )
    assert "--match title" in output
    assert everything() == before

    imported("renumbered.csv", "--match", "title")
    by_title = {title: session.id for title, session in sessions().items()}
    assert by_title == {
        "Welcome breakfast": "s1-2",
        "Opening keynote": "s1",
        "Recorded ethics hour": "s2",
        "Hybrid data lab": "s3",
        "Overlapping talk": "s4",
    }
    assert "Unchanged sessions: 4" in ops(
        "import-schedule", cases.path_of("renumbered.csv"), "--id", "case", "--eligible", "all"
    )
    assert {title: session.id for title, session in sessions().items()} == by_title


def test_by_id_each_is_the_same_session_under_another_title() -> None:
    imported("base2.csv")
    output = ops(
        "import-schedule",
        cases.path_of("renumbered.csv"),
        "--id",
        "case",
        "--eligible",
        "all",
        "--match",
        "id",
    )
    assert "Replaced sessions: 3" in output
    keynote = next(s for s in stored("case").sessions if s.id == "s1")
    assert (keynote.title, keynote.earlier[-1].title) == ("Welcome breakfast", "Opening keynote")
    assert keynote.earlier[-1].replaced


def test_a_moved_session_remembers_its_earlier_day() -> None:
    imported("base-schedule.csv")
    output = ops("import-schedule", cases.path_of("moved.csv"), "--id", "case", "--eligible", "all")
    assert "Moved sessions: 3" in output
    by_id = {session.id: session for session in stored("case").sessions}
    assert by_id["s1"].day == date(2026, 7, 12)
    assert by_id["s1"].earlier_days == {date(2026, 7, 11)}
    assert by_id["s4"].earlier == ()


def test_a_pruned_session_leaves_the_schedule_stays_known_and_comes_back() -> None:
    imported("base2.csv")
    command = ("import-schedule", cases.path_of("renumbered.csv"), "--id", "case")
    options = ("--eligible", "all", "--match", "title", "--prune")
    assert "Withdrawn sessions: 1" in ops(*command, *options)
    assert [session.id for session in stored("case").withdrawn] == ["s4"]
    assert "s4" not in {session.id for session in stored("case").sessions}

    output = ops(
        "import-schedule",
        cases.path_of("base2.csv"),
        "--id",
        "case",
        "--eligible",
        "all",
        "--match",
        "title",
    )
    assert "Back in the file: 1" in output
    assert stored("case").withdrawn == ()
    assert "s4" in {session.id for session in stored("case").sessions}
