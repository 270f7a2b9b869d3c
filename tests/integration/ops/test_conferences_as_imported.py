"""What attendees see of conferences that the operator imported, through /v1."""

from pathlib import Path
from typing import Any

import pytest

from chalicelib.store.certificates import snapshots
from samples import schedules, world
from tests.integration.ops.operator import ops, written
from tests.support.client import Portal

ZONE = ("--time-zone", "Europe/Brussels")
WELCOME, CELEBRATING = "15059", "14956"  # on 4 February, in Janson
REGISTRATIONS = "email,name,type,attendance,days,status"


@pytest.fixture
def visitors(app: Any, tmp_path: Path) -> tuple[Portal, Portal]:
    """Alice and Bob, signed in; neither is registered anywhere."""
    world.enrol("alice", "Alice Ångström", world.ALICE)
    world.enrol("bob", "Bob Virtual", world.BOB)
    alice, bob = Portal(app), Portal(app)
    assert alice.sign_in(world.ALICE, world.PASSWORD).status == 200
    assert bob.sign_in(world.BOB, world.PASSWORD).status == 200
    return alice, bob


def _registered(folder: Path, conference: str) -> None:
    rows = (f"{world.ALICE},Alice,full,in_person,,confirmed", f"{world.BOB},Bob,full,virtual,,")
    ops("import-registrations", conference, written(folder, "r.csv", REGISTRATIONS, *rows))


def test_fosdem_made_mixed_is_claimed_in_person_by_alice_and_virtually_by_bob(
    visitors: tuple[Portal, Portal], tmp_path: Path
) -> None:
    alice, bob = visitors
    overlay = written(tmp_path, "mixed.csv", "session,format", f"{WELCOME},hybrid")
    fosdem = schedules.path_of("fosdem-2023.xml")
    ops(
        "import-schedule",
        fosdem,
        "--id",
        "fosdem",
        "--eligible",
        "all",
        *ZONE,
        "--overlay",
        overlay,
    )
    _registered(tmp_path, "fosdem")

    assert alice.claim("fosdem", WELCOME, CELEBRATING).json["contact_minutes"] == 75
    assert _sessions(alice)[WELCOME]["mode"] == "in_person"

    refused = bob.claim("fosdem", WELCOME, CELEBRATING)
    assert refused.status == 422
    assert [error["code"] for error in refused.json["errors"]] == ["in_person_only"]
    assert bob.claim("fosdem", **{WELCOME: "2023-03-01"}).json["contact_minutes"] == 25
    session = _sessions(bob)[WELCOME]
    assert (session["mode"], session["attended_on"]) == ("virtual", "2023-03-01")

    assert alice.claim("fosdem", **{WELCOME: "2023-03-01"}).status == 200
    assert _sessions(alice)[WELCOME]["mode"] == "virtual"
    fixed = alice.claim("fosdem", **{CELEBRATING: "2023-03-01"})
    assert [error["code"] for error in fixed.json["errors"]] == ["attended_on_fixed"]


def _sessions(visitor: Portal) -> dict[str, Any]:
    page = visitor.call("GET", "/v1/conferences/fosdem").json
    return {session["id"]: session for day in page["days"] for session in day["sessions"]}


@pytest.mark.parametrize("name", ["camp-2019.json", "democon.json"])
def test_a_conference_before_2022_is_not_listed_and_points_to_the_older_site(
    name: str, visitors: tuple[Portal, Portal], tmp_path: Path
) -> None:
    alice, _ = visitors
    ops("import-schedule", schedules.path_of(name), "--id", "early", "--eligible", "all")
    _registered(tmp_path, "early")
    answer = alice.call("GET", "/v1/conferences").json
    assert answer["conferences"] == []
    assert [(c["id"], c["reason"]) for c in answer["not_listed"]] == [("early", "too_early")]
    assert answer["legacy_url"] == "https://old-ceu.example.org"


def test_a_certificate_stays_as_it_was_when_its_session_is_imported_anew(
    visitors: tuple[Portal, Portal], tmp_path: Path
) -> None:
    alice, _ = visitors
    day = world.FIRST_DAY
    headings, row = "id,title,date,starts_at,ends_at", f"g,Grief groups,{day},09:00,10:00"
    command = ("import-schedule", tmp_path / "s.csv", "--id", "fosdem", "--eligible", "all", *ZONE)
    written(tmp_path, "s.csv", headings, row)
    ops(*command)
    _registered(tmp_path, "fosdem")
    alice.claim("fosdem", "g")
    made = alice.generate("fosdem").json
    snapshot = snapshots.load(made["id"])
    assert snapshot is not None
    assert [session.title for session in snapshot.sessions] == ["Grief groups"]

    written(
        tmp_path, "s.csv", headings, row.replace("Grief groups", "Renamed").replace("g,", "h,", 1)
    )
    ops(*command, "--prune")
    _registered(tmp_path, "fosdem")

    assert snapshots.load(made["id"]) == snapshot
    kept = alice.call("GET", f"/v1/certificates/{made['id']}").json
    assert (kept["contact_minutes"], kept["revoked"]) == (60, None)
    page = alice.call("GET", "/v1/conferences/fosdem").json
    assert [warning["code"] for warning in page["claim"]["warnings"]] == ["session_withdrawn"]
    assert alice.generate("fosdem").status == 422
