"""A conference from nothing to open for claims, as its organizers see it, and held back and let go."""

from datetime import date
from typing import Any

import pytest

from chalicelib.domain.audit import parse
from chalicelib.domain.conference import Policies
from chalicelib.domain.grant import EVERY, Role
from chalicelib.domain.registration import RegistrationStatus as Status
from chalicelib.services.console import conference as service
from chalicelib.services.console.change import stored_conference
from chalicelib.store import audit
from chalicelib.store.claims import conferences
from chalicelib.store.claims.conferences import StoredConference
from samples import world
from tests.integration.console.looks import last_entry
from tests.support.browser import Visitor
from tests.support.client import Portal
from tests.support.console import browser, give

FORM = {
    "name": "Fall Institute",
    "id": "fall-2025",
    "starts_on": "2025-10-03",
    "ends_on": "2025-10-05",
    "time_zone": "America/Denver",
    "deadline": "2026-01-31",
    "increment": "15",
    "overlap": "block",
    "limit_by_days": "yes",
}


@pytest.fixture
def every(app: Any, team: None) -> Visitor:
    give("charlie", Role.OWNER, EVERY)
    return browser(app, "charlie", fresh=True)


def test_a_new_conference_says_what_it_still_needs(every: Visitor) -> None:
    assert "New conference" in every.get("/console").words
    every.get("/console/conferences/new")
    called = FORM | {"time_zone": "mountain time"}
    assert every.post("/console/conferences/new", called).location == "/console/fall-2025"
    shown = every.get("/console/fall-2025").words
    upload = "Upload the list of registrations. Upload registrations"
    for said in (
        "Upload the schedule.",
        upload,
        "No session carries credit yet.",
        "provider's name",
    ):
        assert said in shown
    assert every.post("/console/fall-2025/imports", {"what": "schedule"}).status == 303
    stored = conferences.load("fall-2025")
    assert stored
    assert stored.conference.time_zone == "America/Denver"
    policies = stored.conference.policies
    assert (policies.overlap, policies.rounding.increment_minutes) == ("block", 15)
    assert (policies.limit_by_days, policies.limit_by_type) == (True, False)


def test_the_checklist_itself_begins_the_upload_that_is_missing(ed: Visitor) -> None:
    world.hold(world.spring(), sessions=())
    shown = ed.get("/console/spring").words
    assert "Upload the schedule. Upload a schedule" in shown
    world.hold(sessions=(world.session("talk", minutes=0),))
    shown = ed.get("/console/spring").words
    assert "Upload a schedule" not in shown
    assert "Choose some, or all of them, and switch it on. Sessions for Credit" in shown


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Enter the conference's name."),
        ("id", "Fall 2025", "use lower-case letters"),
        ("ends_on", "2025-10-01", "The last day is before the first."),
        ("deadline", "2025-10-05", "Claims open after the last day, October 5, 2025"),
        ("time_zone", "Denver", "isn't an IANA time zone"),
        ("increment", "90", "“90” must be 60 or less."),
        ("id", "spring", "There is a conference with this ID already."),
    ],
)
def test_bad_entries_are_named_in_place_and_nothing_is_stored(
    every: Visitor, field: str, value: str, sentence: str
) -> None:
    every.get("/console/conferences/new")
    answer = every.post("/console/conferences/new", FORM | {field: value})
    assert answer.status in (409, 422)
    assert sentence in answer.words
    assert conferences.load("fall-2025") is None


def test_organizers_of_one_conference_begin_no_other(ed: Visitor) -> None:
    assert ed.get("/console/conferences/new").status == 404
    assert "New conference" not in ed.get("/console").words


def test_claims_are_held_back_and_let_go(ed: Visitor, alice: Portal) -> None:
    assert "Open for claims since" in ed.get("/console/spring").words
    assert ed.post("/console/spring/hold", {"why": "The room list is wrong."}).status == 303
    entry = last_entry()
    assert (entry.action, entry.who) == ("hold-claims", "account:ed")
    assert entry.why == "The room list is wrong."
    assert "You are holding claims back." in ed.get("/console/spring").words
    [told] = alice.call("GET", "/v1/conferences").json["not_listed"]
    assert (told["id"], told["reason"]) == ("spring", "held")
    assert "isn't taking claims for this conference now" in told["detail"]
    assert alice.call("GET", "/v1/conferences/spring").status == 404
    assert ed.post("/console/spring/let-go").status == 303
    assert alice.call("GET", "/v1/conferences/spring").status == 200


def test_claims_are_held_back_whatever_else_is_changed_at_that_moment(
    ed: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    others: list[int] = []

    def read(conference_id: str) -> StoredConference:
        stored = stored_conference(conference_id)
        if not others:
            world.hold()
            others.append(stored.revision)
        return stored

    monkeypatch.setattr(service, "stored_conference", read)
    ed.get("/console/spring/people")
    assert ed.post("/console/spring/hold", {"why": "Not yet."}).status == 303
    assert "You are holding claims back." in ed.get("/console/spring").words
    assert [parse(one.body).action for one in audit.chain("CONFERENCE#spring")] == ["hold-claims"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"starts_on": date(2019, 3, 6), "ends_on": date(2019, 3, 7)},
            "Claims : not done yet Conferences from before 2022 can't be claimed in this portal.",
        ),
        (
            {"policies": Policies(deadline=world.FIRST_DAY)},
            "Claims : not done yet Nobody can claim: the deadline, ",
        ),
    ],
)
def test_what_nobody_can_claim_is_not_called_open(
    ed: Visitor, changes: dict[str, Any], said: str
) -> None:
    world.hold(world.spring(**changes))
    assert said in ed.get("/console/spring").words


def test_registrations_that_were_all_cancelled_are_not_ready(ed: Visitor) -> None:
    world.register(world.ALICE, status=Status.CANCELLED)
    world.register(world.BOB, status=Status.CANCELLED)
    assert "Registrations : not done yet" in ed.get("/console/spring").words


def test_a_boards_credit_is_not_ready_without_what_the_board_asks_for(ed: Visitor) -> None:
    from chalicelib.domain.credit_type import CreditType

    world.hold(world.spring(policies=Policies(credit_types=(CreditType("nbcc", "NBCC hours"),))))
    shown = ed.get("/console/spring").words
    assert "NBCC hours isn't ready without its number, its statement and a signature." in shown
    assert "Look and sample" in shown
