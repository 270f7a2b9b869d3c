"""Where a conference asks, virtual and hybrid sessions are claimed as live or as a recording."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from chalicelib.aws import storage
from chalicelib.store.certificates import snapshots
from samples import world
from tests.integration.documents import reading
from tests.integration.ops.operator import ops, stored, written
from tests.support.browser import Visitor
from tests.support.client import Answer, Portal, run_consumer

DAY = world.FIRST_DAY.isoformat()
LATER = (world.FIRST_DAY + timedelta(days=9)).isoformat()
SETTINGS = 'recordings = "asked"\n[[credit]]\nid = "nbcc"\nlabel = "NBCC clock hours"\nlive = true'
PAGE = "/conferences/spring"


@pytest.fixture
def spring(people: None, tmp_path: Path) -> str:
    """Two sessions in two formats, an hour each of a type that counts live ones alone."""
    said = ops("conference", "spring", "--file", written(tmp_path, "s.toml", SETTINGS))
    head = "id,title,date,starts_at,ends_at,format,contact_minutes,credits"
    rows = (
        f"talk,Talk,{DAY},9:00,10:00,in_person,60,nbcc:60",
        f"online,Title of online,{DAY},13:00,13:45,virtual,60,nbcc:60",
        f"both,Both,{DAY},15:00,16:00,hybrid,60,nbcc:60",
    )
    ops(
        "import-schedule", written(tmp_path, "p.csv", head, *rows),
        "--id", "spring", "--time-zone", "America/Chicago", "--prune",
    )  # fmt: skip
    return said


def put(portal: Portal, **said: str | None) -> Answer:
    """`online="recording"`, `both="2025-03-15 live"`; None says nothing."""
    version = portal.call("GET", f"/v1{PAGE}").json["claim"]["version"]
    selections = []
    for session_id, words in said.items():
        day, _, attended_as = (words or DAY).rpartition(" ")
        one = {"session_id": session_id, "attended_on": day or DAY}
        selections.append(one | ({"attended_as": attended_as} if words else {}))
    return portal.call("PUT", f"/v1{PAGE}/claim", {"version": version, "selections": selections})


def listed(portal: Portal) -> dict[str, Any]:
    days = portal.call("GET", f"/v1{PAGE}").json["days"]
    return {one["id"]: one for day in days for one in day["sessions"]}


def nbcc(answer: Answer) -> str:
    return str(answer.json["credits"][0]["amount"])


def test_settings_and_imports_say_whether_it_is_asked(spring: str, tmp_path: Path) -> None:
    assert "  recordings: by_date → asked" in spring.splitlines()
    assert stored().conference.policies.asks_live
    schedule = str(tmp_path / "p.csv")
    said = ops(
        "import-schedule", schedule, "--id", "spring", "--time-zone", "America/Chicago",
        "--no-ask-live",
    )  # fmt: skip
    assert "recordings: asked → by_date" in said
    assert not stored().conference.policies.asks_live


def test_the_app_says_it_and_only_live_sessions_count(spring: str, alice: Portal) -> None:
    assert (
        nbcc(put(alice, talk=None, online=None, both=None)) == "3.00"
    )  # an app that knows nothing
    answer = put(alice, talk="live", online="live", both="recording")
    assert (nbcc(answer), answer.json["contact_hours"]) == ("2.00", "3.00")
    found = listed(alice)
    assert {name: one["attended_as"] for name, one in found.items()} == {
        "talk": None, "online": "live", "both": "recording"
    }  # fmt: skip
    assert [one["attended_as_asked"] for one in found.values()] == [False, True, True]
    assert found["both"]["mode"] == "virtual"
    assert nbcc(put(alice, talk=None, online=None, both=None)) == "2.00"  # and takes nothing back
    (card,) = alice.call("GET", "/v1/conferences").json["conferences"]
    assert card["claim"]["credits"][0]["amount"] == "2.00"


def test_what_cannot_be_is_refused_and_changes_nothing(spring: str, alice: Portal) -> None:
    put(alice, online="recording")
    answer = put(alice, talk="recording", online=f"{LATER} live", both="live")
    assert answer.status == 422
    assert [(one["field"], one["code"]) for one in answer.json["errors"]] == [
        ("selections[0].attended_as", "attended_as_not_asked"),
        ("selections[1].attended_as", "attended_as_live"),
    ]
    assert put(alice, online="asleep").status == 422
    assert listed(alice)["online"]["attended_as"] == "recording"
    stale = alice.call("PUT", f"/v1{PAGE}/claim", {"version": 9, "selections": []})
    assert stale.json["claim"]["selections"] == [
        {"session_id": "online", "attended_on": DAY, "attended_as": "recording"}
    ]


def test_the_page_asks_without_scripts_and_the_paper_says_so(app: Any, spring: str) -> None:
    visitor = Visitor(app)
    visitor.sign_in(world.ALICE, world.PASSWORD)
    page = visitor.get(PAGE)
    assert "Only live sessions count for NBCC clock hours." in page.words
    assert 'name="as-talk"' not in page.text
    fields = {
        "version": 0, "session": ["talk", "online", "both"], "do": "save", "name": "Alice",
        "on-online": DAY, "as-online": "recording", "on-both": LATER, "as-both": "live",
    }  # fmt: skip
    refused = visitor.post(PAGE, fields)
    assert "If you watched it later, choose Recording." in refused.words
    assert '<option value="recording" selected>' in refused.text.split('name="as-online"')[1][:99]
    assert visitor.post(PAGE, fields | {"as-both": "recording"}).status == 303
    assert visitor.get(PAGE).text.count('<option value="recording" selected>') == 2
    done = visitor.post(PAGE, fields | {"version": 1, "as-both": "recording", "do": "generate"})
    certificate = done.location.rpartition("/")[2]
    run_consumer(app)
    snapshot = snapshots.load(certificate)
    assert snapshot is not None
    assert [each.attended_as for each in snapshot.sessions] == [None, "recording", "recording"]
    paper = reading.text_of(storage.get_pdf(certificate))
    assert paper.count("recording") >= 2
    assert "From a recording" in paper
    assert "1.00 NBCC clock hours" in paper
    shown = visitor.get(f"/verify/{certificate}").words
    assert shown.count("online, recording") == 2
    assert "From a recording: 2.00 contact hours" in shown
    # Undo brings back what was said.
    cleared = visitor.post(PAGE, {"version": 2, "do": "clear"})
    assert 'name="as-online" value="recording"' in cleared.text


def test_a_claim_made_before_the_conference_asked_goes_on(
    spring: str, alice: Portal, tmp_path: Path
) -> None:
    def settle(words: str) -> None:
        ops(
            "conference", "spring", "--file", written(tmp_path, "s.toml", f'recordings = "{words}"')
        )

    settle("by_date")
    before = alice.claim("spring", "online", both=LATER).json
    assert [one["attended_as"] for one in listed(alice).values()] == [None, None, None]
    settle("asked")
    assert [one["attended_as"] for one in listed(alice).values()] == [None, "live", "recording"]
    assert alice.call("GET", f"/v1{PAGE}").json["claim"]["credits"] == before["credits"]
