"""Attendance that the organizer holds proof of: imported, the only thing claimable, and said so."""

from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.proof import WHOLE, Proof
from chalicelib.domain.registration import Registration, proof_of
from chalicelib.store.people import rosters
from samples import world
from tests.integration.ops.operator import ops, refused, stored, written
from tests.support.client import Portal, run_consumer
from tests.support.mail import inbox
from tests.support.registered import registered_at

DAY = world.FIRST_DAY
SECOND = DAY.replace(day=DAY.day + 1)


@pytest.fixture
def spring(people: None, tmp_path: Path) -> Path:
    ops("conference", "spring", "--file", written(tmp_path, "s.toml", 'attendance = "verified"'))
    return tmp_path


def scans(
    folder: Path, *rows: str, heads: str = "email,session", options: tuple[str, ...] = ()
) -> str:
    return ops("import-attendance", "spring", written(folder, "scans.csv", heads, *rows), *options)


def proof(address: str = world.ALICE) -> Proof:
    return proof_of(registered_at([address], "spring"))


def reasons(portal: Portal) -> dict[str, str]:
    page = portal.call("GET", "/v1/conferences/spring").json
    return {one["id"]: one["reason"] for one in page["not_claimable"]}


def test_scans_are_stored_beside_registrations_and_on_the_roster(spring: Path) -> None:
    said = scans(
        spring, f"{world.ALICE},opening", f"{world.ALICE},Title of hybrid", f"{world.BOB},online",
        f"{world.ALICE.upper()},opening",
    )  # fmt: skip
    assert proof() == Proof((("hybrid", WHOLE), ("opening", WHOLE)))
    assert f"  ~ {world.ALICE}: attended 2 sessions" in said
    assert said.splitlines()[-1] == (
        "2 addresses with recorded attendance at Spring Counselors' Conference"
    )
    roster = rosters.load("spring")
    assert roster is not None
    assert proof_of(roster.people[world.BOB]) == Proof((("online", WHOLE),))
    assert "Unchanged addresses: 2" in scans(
        spring, f"{world.ALICE},opening", f"{world.BOB},online"
    )


def test_files_add_up_until_one_is_said_to_be_all(spring: Path) -> None:
    scans(spring, f"{world.ALICE},opening", f"{world.BOB},online")
    scans(spring, f"{world.ALICE},{SECOND} 08:30", heads="email,scanned at")
    assert proof() == Proof((("opening", WHOLE),), (SECOND,))
    # In UTC it is tomorrow already, where the conference is it is 8:30 PM.
    said = scans(spring, f"{world.ALICE},{SECOND}T02:30:00Z", heads="email,timestamp")
    assert proof() == Proof((("opening", WHOLE),), (DAY, SECOND))
    assert "isn't a day of the conference" not in said
    late = f"{world.ALICE},{SECOND.replace(day=20)}"
    said = scans(spring, late, heads="email,day", options=("--dry-run",))
    assert "column day: 2025-03-20 isn't a day of the conference" in said.replace(
        str(SECOND.year), "2025"
    )
    said = scans(spring, f"{world.ALICE},second", options=("--prune",))
    assert proof() == Proof((("second", WHOLE),))
    assert f"  - {world.BOB}" in said
    assert not proof(world.BOB)
    assert registered_at([world.BOB], "spring")


def test_stays_of_one_session_add_up_and_a_dry_run_stores_nothing(spring: Path) -> None:
    rows = (
        f"{world.ALICE},opening,20", f"{world.ALICE},opening,0:12", f"{world.ALICE},hybrid,",
        f"{world.ALICE},opening,3", f"{world.ALICE},online,0",
    )  # fmt: skip
    heads = "email,session,Duration (minutes)"
    scans(spring, *rows, heads=heads, options=("--dry-run",))
    assert not proof()
    scans(spring, *rows, heads=heads)
    said = scans(spring, *rows, heads=heads)
    assert proof() == Proof((("hybrid", WHOLE), ("opening", 35)))
    assert "row 6: left out: 0 minutes are no attendance." in said


def test_who_is_not_registered_is_told_and_left_out(spring: Path) -> None:
    said = scans(spring, f"{world.ALICE},opening", "dana@x.example,opening")
    assert "row 3: dana@x.example isn't registered for this conference. Left out." in said
    assert "1 left out" in said
    assert not registered_at(["dana@x.example"], "spring")


def test_what_no_session_has_is_refused_and_nothing_is_stored(spring: Path) -> None:
    rows = (f"{world.ALICE},opening,", f"{world.ALICE},Closing,", f"{world.ALICE},,90")
    file = written(spring, "scans.csv", "email,session,minutes", *rows)
    said = refused("import-attendance", "spring", file)
    assert "row 3, column session: “Closing” isn't a session of this conference; use its ID" in said
    assert "row 4, column session: It is empty. Name a session or a day." in said
    assert "row 4, column minutes: Only a check-in at a session can have minutes." in said
    assert not proof()


def test_registrations_bring_it_in_a_column_and_keep_it_without_one(spring: Path) -> None:
    def register(heads: str, row: str) -> str:
        return ops("import-registrations", "spring", written(spring, "r.csv", heads, row))

    said = register(
        "email,type,attended", f'{world.ALICE},full,"opening; hybrid: 3 min; online: 0; {SECOND}"'
    )
    assert proof() == Proof((("hybrid", 3), ("opening", WHOLE)), (SECOND,))
    assert "full, in_person, all days, confirmed, attended 2 sessions, 1 day" in said
    register("email,type", f"{world.ALICE},student")
    assert proof() == Proof((("hybrid", 3), ("opening", WHOLE)), (SECOND,))
    register("email,type,attended", f"{world.ALICE},student,yes")
    assert proof() == Proof(days=(DAY, SECOND))
    register("email,type,attended", f"{world.ALICE},student,")
    assert registered_at([world.ALICE], "spring") == [Registration("spring", "student")]


def test_only_recorded_sessions_can_be_claimed_and_the_paper_says_who_verified(
    app: Any, alice: Portal, spring: Path
) -> None:
    heads = "email,session,minutes"
    scans(spring, f"{world.ALICE},opening,", f"{world.ALICE},second,30", heads=heads)
    assert reasons(alice)["hybrid"] == "no_attendance"
    refusal = alice.claim("spring", "opening", "hybrid")
    assert refusal.status == 422
    assert refusal.json["errors"][0]["code"] == "no_attendance"
    claim = alice.claim("spring", "opening", "second").json
    assert (claim["contact_minutes"], claim["contact_hours"]) == (90, "1.50")
    made = alice.generate("spring").json
    run_consumer(app)
    shown = alice.call("GET", f"/verify/{made['id']}").body.decode()
    assert "Attendance was verified by the organizer." in shown
    assert "reported by the participant" not in shown
    (mail,) = inbox(world.ALICE)
    assert "Attendance was verified by the organizer." in mail.text
    # What is no longer recorded is named, and stands in the way of another certificate.
    scans(spring, f"{world.ALICE},second,30", heads=heads, options=("--prune",))
    assert "no_attendance" in {error["code"] for error in alice.generate("spring").json["errors"]}


def test_one_board_can_ask_for_it_alone(app: Any, alice: Portal, spring: Path) -> None:
    text = (
        'attendance = "reported"\n[[credit]]\nid = "nbcc"\nlabel = "NBCC clock hours"\n'
        'attendance = "verified"'
    )
    ops("conference", "spring", "--file", written(spring, "s.toml", text))
    head = "id,title,date,starts_at,ends_at,contact_minutes,credits"
    rows = (f"a,First,{DAY},9:00,10:00,60,nbcc:60", f"b,Second,{DAY},11:00,12:00,60,nbcc:60")
    ops(
        "import-schedule", written(spring, "p.csv", head, *rows),
        "--id", "spring", "--time-zone", "America/Chicago", "--prune",
    )  # fmt: skip
    scans(spring, f"{world.ALICE},a")
    claim = alice.claim("spring", "a", "b").json
    assert (claim["contact_hours"], claim["credits"][0]["amount"]) == ("2.00", "1.00")
    made = alice.generate("spring").json
    assert (
        "Attendance is reported by the participant; for NBCC clock hours, it was verified by the organizer."
        in alice.call("GET", f"/verify/{made['id']}").body.decode()
    )
    assert stored().conference.policies.credit_types[0].verified
