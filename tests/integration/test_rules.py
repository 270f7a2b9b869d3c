"""Every rule through /v1: Alice was there, Bob attended virtually, Charlie is an outsider."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.conference import OverlapPolicy, Policies
from chalicelib.domain.registration import RegistrationStatus
from chalicelib.services.certificates.own_certificates import send_again
from chalicelib.store.people import accounts
from samples import world
from tests.support.client import Portal, run_consumer

DAY = world.FIRST_DAY
CLAIM = "/v1/conferences/spring/claim"


def _put(portal: Portal, *selections: dict[str, object], version: int = 0):  # type: ignore[no-untyped-def]
    return portal.call("PUT", CLAIM, {"version": version, "selections": list(selections)})


def _codes(answer) -> list[tuple[str, str]]:  # type: ignore[no-untyped-def]
    return [(error["field"], error["code"]) for error in answer.json["errors"]]


def _days(portal: Portal) -> dict[str, list[str]]:
    days = portal.call("GET", "/v1/conferences/spring").json["days"]
    return {day["date"]: [session["id"] for session in day["sessions"]] for day in days}


def _ids(portal: Portal) -> set[str]:
    return {session_id for day in _days(portal).values() for session_id in day}


def test_registrations_of_two_verified_addresses_combine(alice: Portal) -> None:
    world.enrol("alice", "Alice Ångström", world.ALICE, "alice@home.example")
    world.hold(world.spring(policies=Policies(limit_by_days=True)))
    world.register(world.ALICE, days=(DAY,))
    assert "second" not in _ids(alice)
    world.register("alice@home.example", days=(DAY + timedelta(days=1),))
    assert "second" in _ids(alice)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"ends_on": (world.NOW + timedelta(days=1)).date()}, "not_ended"),
        ({"starts_on": DAY.replace(year=2021)}, "too_early"),
    ],
)
def test_a_conference_that_is_not_listed_says_why(
    alice: Portal, changes: dict[str, object], reason: str
) -> None:
    world.hold(world.spring(**changes))
    answer = alice.call("GET", "/v1/conferences").json
    assert answer["conferences"] == []
    [other] = answer["not_listed"]
    assert (other["id"], other["reason"]) == ("spring", reason)
    assert other["detail"].endswith(".")
    assert answer["legacy_url"] == "https://old-ceu.example.org"
    page = alice.call("GET", "/v1/conferences/spring")
    assert (page.status, page.json["reason"], page.json["detail"]) == (404, reason, other["detail"])


def test_a_conference_without_credit_is_not_listed(alice: Portal) -> None:
    world.hold(sessions=tuple(replace(s, contact_minutes=0) for s in world.spring_sessions()))
    [other] = alice.call("GET", "/v1/conferences").json["not_listed"]
    assert other["reason"] == "no_eligible_sessions"


def test_a_cancelled_registration_is_not_listed(alice: Portal) -> None:
    world.register(world.ALICE, status=RegistrationStatus.CANCELLED)
    [other] = alice.call("GET", "/v1/conferences").json["not_listed"]
    assert other["reason"] == "cancelled_registration"


def test_another_persons_conference_is_404_like_one_that_does_not_exist(charlie: Portal) -> None:
    assert charlie.call("GET", "/v1/conferences").json["conferences"] == []
    theirs = charlie.call("GET", "/v1/conferences/spring")
    nowhere = charlie.call("GET", "/v1/conferences/nowhere")
    assert theirs.status == nowhere.status == 404
    assert theirs.json == nowhere.json


def test_sessions_are_grouped_by_conference_day_past_midnight_too(alice: Portal) -> None:
    days = _days(alice)
    assert days[DAY.isoformat()] == ["opening", "clash", "hybrid", "online", "midnight"]
    assert days[(DAY + timedelta(days=1)).isoformat()] == ["second"]


def test_a_session_that_cannot_be_claimed_says_why(alice: Portal, bob: Portal) -> None:
    [lunch] = alice.call("GET", "/v1/conferences/spring").json["not_claimable"]
    assert (lunch["id"], lunch["reason"]) == ("lunch", "no_credit")
    theirs = bob.call("GET", "/v1/conferences/spring").json
    assert {s["id"] for day in theirs["days"] for s in day["sessions"]} == {"hybrid", "online"}
    reasons = {other["id"]: other["reason"] for other in theirs["not_claimable"]}
    assert reasons["opening"] == "in_person_only"


def test_types_and_days_that_are_not_covered_are_named(alice: Portal) -> None:
    policies = Policies(limit_by_type=True, limit_by_days=True)
    sessions = tuple(
        replace(s, types=("exhibitor",)) if s.id == "opening" else s
        for s in world.spring_sessions()
    )
    world.hold(world.spring(policies=policies), sessions)
    world.register(world.ALICE, type="full", days=(DAY,))
    page = alice.call("GET", "/v1/conferences/spring").json
    reasons = {other["id"]: other["reason"] for other in page["not_claimable"]}
    assert reasons == {
        "opening": "wrong_type",
        "second": "date_not_covered",
        "lunch": "no_credit",
    }
    answer = _put(alice, {"session_id": "opening"}, {"session_id": "second"})
    assert answer.status == 422
    assert _codes(answer) == [
        ("selections[0].session_id", "wrong_type"),
        ("selections[1].session_id", "date_not_covered"),
    ]


def test_alices_in_person_date_cannot_be_moved(alice: Portal) -> None:
    moved = (DAY + timedelta(days=1)).isoformat()
    answer = _put(alice, {"session_id": "opening", "attended_on": moved})
    assert answer.status == 422
    assert _codes(answer) == [("selections[0].attended_on", "attended_on_fixed")]


def test_bob_moves_the_date_of_a_session_he_watched_later(bob: Portal) -> None:
    later = (DAY + timedelta(days=9)).isoformat()
    assert _put(bob, {"session_id": "online", "attended_on": later}).status == 200
    [online] = [
        session
        for day in bob.call("GET", "/v1/conferences/spring").json["days"]
        for session in day["sessions"]
        if session["id"] == "online"
    ]
    assert (online["attended_on"], online["mode"], online["selected"]) == (later, "virtual", True)
    assert online["attended_on_editable"] is True
    assert online["attended_on_min"] == DAY.isoformat()


@pytest.mark.parametrize(
    ("days", "code"), [(-1, "attended_on_too_early"), (2000, "attended_on_in_future")]
)
def test_a_date_outside_the_bounds_is_refused(bob: Portal, days: int, code: str) -> None:
    outside = (DAY + timedelta(days=days)).isoformat()
    answer = _put(bob, {"session_id": "online", "attended_on": outside})
    assert (answer.status, _codes(answer)) == (422, [("selections[0].attended_on", code)])


def test_null_and_leaving_out_both_deselect(alice: Portal) -> None:
    assert alice.claim("spring", "opening", "online", "hybrid").json["selected"] == 3
    answer = _put(
        alice,
        {"session_id": "opening"},
        {"session_id": "online", "attended_on": None},
        version=1,
    )
    assert (answer.status, answer.json["selected"], answer.json["version"]) == (200, 1, 2)


def test_a_stale_version_is_409_with_the_current_claim(alice: Portal) -> None:
    alice.claim("spring", "opening")
    answer = _put(alice, {"session_id": "online"}, version=0)
    assert answer.status == 409
    assert answer.json["claim"]["version"] == 1
    assert answer.json["claim"]["selections"] == [
        {"session_id": "opening", "attended_on": DAY.isoformat()}
    ]
    assert alice.generate("spring", version=0).status == 409


def test_an_unknown_session_is_named_and_nothing_is_saved(alice: Portal) -> None:
    answer = _put(alice, {"session_id": "opening"}, {"session_id": "nothing"})
    assert _codes(answer) == [("selections[1].session_id", "unknown_session")]
    page = alice.call("GET", "/v1/conferences/spring").json
    assert page["claim"]["version"] == 0


def test_overlaps_warn_and_block_only_where_the_conference_says_so(alice: Portal) -> None:
    saved = alice.claim("spring", "opening", "clash")
    [warning] = saved.json["warnings"]
    assert (warning["code"], warning["session_ids"]) == ("overlap", ["opening", "clash"])
    world.hold(world.spring(policies=Policies(overlap=OverlapPolicy.BLOCK)))
    refused = alice.generate("spring")
    assert (refused.status, _codes(refused)[0][1]) == (422, "overlap")
    world.hold(world.spring(policies=Policies(overlap=OverlapPolicy.ALLOW)))
    assert alice.generate("spring").status == 202


def test_generate_needs_a_session_and_a_name(alice: Portal) -> None:
    assert _codes(alice.generate("spring")) == [("selections", "nothing_selected")]
    alice.claim("spring", "opening")
    assert _codes(alice.generate("spring", name="  ")) == [("name", "required")]


def test_an_import_that_takes_a_session_away_keeps_the_selection_and_generate_names_it(
    alice: Portal,
) -> None:
    alice.claim("spring", "opening", "online")
    world.hold(
        sessions=tuple(
            replace(s, contact_minutes=0) if s.id == "opening" else s
            for s in world.spring_sessions()
        )
    )
    page = alice.call("GET", "/v1/conferences/spring").json
    assert page["claim"]["selected"] == 2
    assert page["claim"]["warnings"][0]["session_ids"] == ["opening"]
    refused = alice.generate("spring")
    assert refused.status == 422
    assert "Title of opening" in refused.json["detail"]
    assert alice.claim("spring", "online").status == 200
    assert alice.generate("spring").status == 202


def test_a_registration_cancelled_later_revokes_nothing(alice: Portal) -> None:
    alice.claim("spring", "opening")
    made = alice.generate("spring").json
    world.register(world.ALICE, status=RegistrationStatus.CANCELLED)
    assert alice.call("GET", f"/v1/certificates/{made['id']}").json["revoked"] is None
    assert alice.generate("spring").status == 404


def test_a_changed_selection_supersedes_and_a_later_import_changes_no_certificate(
    alice: Portal,
) -> None:
    alice.claim("spring", "opening")
    first = alice.generate("spring").json
    alice.claim("spring", "opening", "online")
    second = alice.generate("spring").json
    assert (second["status"], second["contact_minutes"]) == ("queued", 105)
    listed = alice.call("GET", "/v1/certificates").json["certificates"]
    assert [(c["id"], c["superseded_by"]) for c in listed] == [
        (second["id"], None),
        (first["id"], second["id"]),
    ]
    assert [c["contact_minutes"] for c in listed] == [105, 60]


def test_a_deadline_freezes_ticks_and_no_documents(app: Any, alice: Portal) -> None:
    alice.claim("spring", "opening")
    world.hold(world.spring(policies=Policies(deadline=DAY + timedelta(days=30))))
    assert _codes(_put(alice, version=1)) == [("conference", "claims_closed")]
    made = alice.generate("spring")
    assert (made.status, made.json["contact_minutes"]) == (202, 60)
    corrected = alice.generate("spring", name="Alice B. Ångström")
    assert (corrected.status, corrected.json["name"]) == (202, "Alice B. Ångström")
    run_consumer(app, times=2)
    owner = accounts.load("alice")
    assert owner is not None
    again = send_again(owner, corrected.json["id"], world.NOW + timedelta(minutes=9))
    assert (again.started, again.certificate.round) == (True, 2)


def test_another_persons_certificate_is_404_like_one_that_does_not_exist(
    alice: Portal, charlie: Portal
) -> None:
    alice.claim("spring", "opening")
    made = alice.generate("spring").json["id"]
    for method, path in (("GET", ""), ("GET", "/pdf"), ("POST", "/rounds")):
        theirs = charlie.call(method, f"/v1/certificates/{made}{path}")
        nowhere = charlie.call(method, f"/v1/certificates/AAAA-AAAA-AAAA-AAAA{path}")
        assert theirs.status == nowhere.status == 404
        assert theirs.json == nowhere.json


def test_a_pdf_that_is_not_made_yet_says_when_to_ask_again(alice: Portal) -> None:
    alice.claim("spring", "opening")
    made = alice.generate("spring").json["id"]
    waiting = alice.call("GET", f"/v1/certificates/{made}/pdf")
    assert (waiting.status, waiting.headers["Retry-After"]) == (409, "5")


def test_a_hybrid_session_is_virtual_for_bob_and_in_person_for_alice(
    alice: Portal, bob: Portal
) -> None:
    def mode_of(portal: Portal) -> str:
        days = portal.call("GET", "/v1/conferences/spring").json["days"]
        return next(s["mode"] for d in days for s in d["sessions"] if s["id"] == "hybrid")

    assert (mode_of(alice), mode_of(bob)) == ("in_person", "virtual")
