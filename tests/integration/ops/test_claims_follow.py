"""What attendees see of sessions that an import moves, replaces or withdraws after they ticked them."""

import json
from pathlib import Path
from typing import Any

import pytest

from chalicelib.store.claims_table import ClaimItem
from chalicelib.store.keys import account_key, claim_key
from samples import world
from tests.integration.ops.operator import ops, written
from tests.support.browser import Visitor
from tests.support.client import Portal

HEADINGS = "id,title,date,starts_at,ends_at,speakers,format,contact_minutes"
KEYNOTE = "s1,Opening keynote,2026-07-11,09:00,10:00,Pat Doe,in_person,60"
ETHICS = "s2,Recorded ethics hour,2026-07-11,10:15,11:15,Lee Roe,virtual,60"
LAB = "s3,Hybrid data lab,2026-07-12,09:00,10:30,,hybrid,90"
MOVED = (
    KEYNOTE.replace("-11,", "-12,"),
    ETHICS.replace("-11,", "-12,"),
    LAB.replace("-12,", "-11,"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def imported(folder: Path, *rows: str, options: tuple[str, ...] = ()) -> str:
    file = written(folder, "schedule.csv", HEADINGS, *rows)
    return ops(
        "import-schedule", file, "--id", "summer", "--time-zone", "America/Chicago", *options
    )


@pytest.fixture
def alice(app: Any, folder: Path) -> Portal:
    """Alice, signed in and registered, before anything is selected."""
    imported(folder, KEYNOTE, ETHICS, LAB)
    world.enrol("alice", "Alice Ångström", world.ALICE)
    ops("import-registrations", "summer", written(folder, "r.csv", "email", world.ALICE))
    alice = Portal(app)
    alice.sign_in(world.ALICE, world.PASSWORD)
    return alice


def page(alice: Portal) -> dict[str, Any]:
    answer = alice.call("GET", "/v1/conferences/summer")
    assert answer.status == 200, answer.body
    return answer.json


def sessions(alice: Portal) -> dict[str, Any]:
    return {s["id"]: s for day in page(alice)["days"] for s in day["sessions"]}


def sent_back(alice: Portal, shown: dict[str, Any]) -> Any:
    """Save exactly what a page or `/v1` showed."""
    selections = [
        {"session_id": s["id"], "attended_on": s["attended_on"]}
        for s in shown.values()
        if s["selected"]
    ]
    body = {"version": page(alice)["claim"]["version"], "selections": selections}
    return alice.call("PUT", "/v1/conferences/summer/claim", body)


def seen(app: Any) -> str:
    """The words of Alice's page."""
    visitor = Visitor(app)
    visitor.sign_in(world.ALICE, world.PASSWORD)
    return visitor.get("/conferences/summer").words


def codes(alice: Portal) -> dict[str, list[str]]:
    return {w["code"]: w["session_ids"] for w in page(alice)["claim"]["warnings"]}


def test_dates_that_nobody_chose_follow_their_sessions(alice: Portal, folder: Path) -> None:
    alice.claim("summer", "s1", "s2", "s3")
    before = sessions(alice)

    imported(folder, *MOVED)

    now = sessions(alice)
    assert {key: s["attended_on"] for key, s in now.items()} == {
        "s1": "2026-07-12",
        "s2": "2026-07-12",
        "s3": "2026-07-11",
    }
    assert now["s3"]["mode"] == "in_person"
    messages = [w["message"] for w in page(alice)["claim"]["warnings"]]
    assert "“Hybrid data lab” moved from July 12, 2026 to July 11, 2026 after you selected it." in (
        messages
    )
    assert {w["code"] for w in page(alice)["claim"]["warnings"]} == {"session_moved"}
    assert sent_back(alice, now).status == 200
    assert sent_back(alice, before).status == 200
    assert sessions(alice)["s1"]["attended_on"] == "2026-07-12"
    assert alice.generate("summer").status == 202


def test_a_chosen_date_stays_while_it_can_be(alice: Portal, folder: Path) -> None:
    alice.claim("summer", s2="2026-08-01")
    imported(folder, KEYNOTE, ETHICS.replace("-11,", "-20,"), LAB)
    assert sessions(alice)["s2"]["attended_on"] == "2026-08-01"
    imported(folder, KEYNOTE, ETHICS.replace("07-11,", "08-10,"), LAB)
    before = sessions(alice)
    assert before["s2"]["attended_on"] == "2026-08-10"
    assert sent_back(alice, before).status == 200
    imported(folder, KEYNOTE, ETHICS, LAB)
    assert sent_back(alice, before).status == 200


def test_a_withdrawn_session_is_named_with_its_day_and_stops_generate(
    app: Any, alice: Portal, folder: Path
) -> None:
    alice.claim("summer", "s1", "s2")
    imported(folder, KEYNOTE, LAB, options=("--prune",))
    [warning] = page(alice)["claim"]["warnings"]
    assert warning == {
        "code": "session_withdrawn",
        "session_ids": ["s2"],
        "message": "“Recorded ethics hour” (July 11, 2026) was withdrawn from the program. "
        "Deselect it.",
    }
    assert alice.generate("summer").status == 422
    words = seen(app)
    assert "Recorded ethics hour Its date was Saturday, July 11, 2026." in words

    imported(folder, KEYNOTE, ETHICS, LAB)
    assert codes(alice) == {}
    assert sessions(alice)["s2"]["selected"]


def test_ticks_follow_their_session_when_a_file_is_numbered_anew(
    alice: Portal, folder: Path
) -> None:
    alice.claim("summer", "s1", "s2")
    rows = (
        "s1,Welcome breakfast,2026-07-11,08:00,08:30,,in_person,30",
        KEYNOTE.replace("s1", "s2"),
        ETHICS.replace("s2", "s3"),
        LAB.replace("s3", "s4"),
    )
    imported(folder, *rows, options=("--match", "title"))
    selected = {s["title"] for s in sessions(alice).values() if s["selected"]}
    assert selected == {"Opening keynote", "Recorded ethics hour"}
    assert codes(alice) == {}


def test_a_replaced_session_is_told_by_both_titles(app: Any, alice: Portal, folder: Path) -> None:
    alice.claim("summer", "s1")
    row = "s1,Welcome breakfast,2026-07-11,08:00,08:30,,in_person,30"
    imported(folder, row, ETHICS, LAB, options=("--match", "id"))
    [warning] = page(alice)["claim"]["warnings"]
    assert warning["code"] == "session_replaced"
    assert "“Opening keynote” (July 11, 2026)" in warning["message"]
    assert "“Welcome breakfast” (July 11, 2026)" in warning["message"]
    assert "Keep it only if you attended it." in seen(app)


def test_what_version_0_1_0_stored_is_read(alice: Portal, folder: Path) -> None:
    alice.claim("summer", "s1")
    stored = {"s1": "2026-07-11", "s2": "2026-08-01", "s3": "2026-07-12"}
    ClaimItem(account_key("alice"), claim_key("summer")).update(
        [ClaimItem.selections.set(json.dumps(stored)), ClaimItem.ticks.remove()]
    )
    assert {key: s["attended_on"] for key, s in sessions(alice).items()} == stored
    imported(folder, *MOVED)
    assert {key: s["attended_on"] for key, s in sessions(alice).items()} == {
        "s1": "2026-07-12",
        "s2": "2026-08-01",
        "s3": "2026-07-11",
    }
    assert codes(alice).keys() == {"session_moved"}
    assert sent_back(alice, sessions(alice)).status == 200


def test_a_move_is_told_until_the_session_is_ticked_anew(alice: Portal, folder: Path) -> None:
    alice.claim("summer", "s1", "s2")
    imported(folder, KEYNOTE, ETHICS.replace("-11,", "-12,"), LAB)
    assert codes(alice) == {"session_moved": ["s2"]}
    assert sent_back(alice, sessions(alice)).status == 200
    assert codes(alice) == {"session_moved": ["s2"]}, "saved by a page that may not have shown it"
    alice.claim("summer", "s1")
    alice.claim("summer", "s1", "s2")
    assert codes(alice) == {}
