"""The pages against embedded AWS: what a browser would not show better."""

import json
from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.conference import Policies
from chalicelib.domain.public_id import new_public_id
from chalicelib.domain.registration import RegistrationStatus
from samples import world
from tests.support import limits
from tests.support.browser import Page, Visitor
from tests.support.client import Portal, run_consumer

PAGE = "/conferences/spring"


@pytest.fixture
def alice(app: Any, people: None) -> Visitor:
    visitor = Visitor(app)
    assert visitor.sign_in(world.ALICE, world.PASSWORD).status == 303
    return visitor


def _select(visitor: Visitor, *session_ids: str, version: int = 0, do: str = "save") -> Page:
    visitor.get(PAGE)
    fields = {"version": version, "session": session_ids, "do": do, "name": "Alice"}
    return visitor.post(PAGE, fields)


def _json(visitor: Visitor, method: str, path: str, body: Any, **headers: str) -> Any:
    cookie = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    sent = {"Content-Type": "application/json", "Cookie": cookie, **headers}
    return visitor.client.http.request(method, path, sent, json.dumps(body).encode())


def test_a_selection_that_an_import_made_unclaimable_is_flagged_and_can_go(alice: Visitor) -> None:
    assert _select(alice, "opening", "online").status == 303
    world.hold(
        sessions=tuple(
            replace(s, contact_minutes=0) if s.id == "opening" else s
            for s in world.spring_sessions()
        )
    )
    page = alice.get(PAGE)
    assert "This session does not offer CEU credit. Deselect it to continue." in page.words
    refused = _select(alice, "opening", "online", version=1, do="generate")
    assert "Title of opening" in refused.words
    assert _select(alice, "online", version=2).status == 303
    assert "Deselect it to continue" not in alice.get(PAGE).words


def test_a_selection_that_left_the_programme_can_be_deselected(alice: Visitor) -> None:
    _select(alice, "opening", "online")
    world.hold(sessions=tuple(s for s in world.spring_sessions() if s.id != "opening"))
    assert "It was removed from the program. Deselect it to continue." in alice.get(PAGE).words
    assert _select(alice, "online", version=1).status == 303
    assert "removed from the program" not in alice.get(PAGE).words


def test_closed_claims_say_so_and_take_nothing(alice: Visitor) -> None:
    _select(alice, "opening")
    world.hold(world.spring(policies=Policies(deadline=world.FIRST_DAY)))
    page = alice.get(PAGE)
    assert "Closed on" in page.words
    assert "Save selection" not in page.words
    assert "closed on" in _select(alice, "online", version=1).words


def test_what_an_import_took_after_the_deadline_is_no_dead_end(alice: Visitor) -> None:
    _select(alice, "opening", "online")
    policies = Policies(deadline=world.FIRST_DAY)
    world.hold(
        world.spring(policies=policies),
        sessions=tuple(s for s in world.spring_sessions() if s.id != "opening"),
    )
    words = alice.get(PAGE).words
    assert "No certificate can be made from your selection: A session you selected" in words
    assert "ask the organizer for more time to deselect it." in words
    assert "You can still generate your certificate" not in words
    assert "Deselect it" not in words


def test_a_session_past_midnight_says_so(alice: Visitor) -> None:
    assert "12:30–1:30 AM (after midnight)" in alice.get(PAGE).words


def test_a_cancelled_registration_says_so_with_the_organizers_contact(alice: Visitor) -> None:
    world.register(world.ALICE, status=RegistrationStatus.CANCELLED)
    words = alice.get("/conferences").words
    assert "No conferences found" in words
    assert "Your registration for this conference was cancelled" in words
    assert "help@conference.example.org" in words


def test_another_persons_certificate_is_not_found(app: Any, alice: Visitor) -> None:
    made = _select(alice, "opening", do="generate").location
    charlie = Visitor(app)
    charlie.sign_in(world.CHARLIE, world.PASSWORD)
    charlie.get("/help")
    theirs = charlie.get(made)
    nowhere = charlie.get("/certificates/AAAA-AAAA-AAAA-AAAA")
    assert (theirs.status, theirs.words) == (nowhere.status, nowhere.words)
    assert theirs.status == 404
    assert charlie.get(f"{made}/progress").status == charlie.get(f"{made}/pdf").status == 404
    assert charlie.post(made).status == 404


def test_a_pdf_that_is_not_made_yet_leads_back_to_its_page(app: Any, alice: Visitor) -> None:
    made = _select(alice, "opening", do="generate").location
    assert alice.get(f"{made}/pdf").location == f"{made}?says=making"
    run_consumer(app)
    link = alice.get(f"{made}/pdf")
    assert link.status == 302
    assert "ceu-test-documents" in link.location


def test_what_the_script_calls_needs_the_pages_token(alice: Visitor) -> None:
    alice.get(PAGE)
    body = {"version": 0, "selections": [{"session_id": "opening"}]}
    refused = _json(alice, "PUT", f"{PAGE}/claim", body)
    assert refused.status_code == 403
    cross = {"X-CSRF-Token": alice.token, "Sec-Fetch-Site": "cross-site"}
    assert _json(alice, "PUT", f"{PAGE}/claim", body, **cross).status_code == 403
    saved = _json(alice, "PUT", f"{PAGE}/claim", body, **{"X-CSRF-Token": alice.token})
    assert saved.status_code == 200
    assert json.loads(saved.body)["selected"] == 1
    stale = _json(alice, "PUT", f"{PAGE}/claim", body, **{"X-CSRF-Token": alice.token})
    assert (stale.status_code, json.loads(stale.body)["claim"]["version"]) == (409, 1)


def test_the_sign_in_cookie_is_no_token_for_v1(app: Any, alice: Visitor) -> None:
    assert _json(alice, "GET", "/v1/conferences", None).status_code == 401
    portal = Portal(app)
    portal.token = alice.cookies["__Host-ceu-sign-in"]
    assert portal.call("GET", "/v1/conferences").status == 401


def test_a_form_that_is_too_large_changes_nothing(alice: Visitor) -> None:
    alice.get(PAGE)
    refused = alice.post(PAGE, {"version": 0, "session": ["x" * 250_000]})
    assert refused.status == 413
    assert "The request is too large" in refused.words


def test_links_stay_under_the_gateways_stage_path(app: Any, alice: Visitor) -> None:
    event = {
        "requestContext": {
            "httpMethod": "GET",
            "resourcePath": "/conferences/{conference_id}",
            "path": "/api/conferences/spring",
            "identity": {"sourceIp": "192.0.2.1"},
        },
        "headers": {
            "cookie": "; ".join(f"{name}={value}" for name, value in alice.cookies.items()),
            "accept": "text/html",
        },
        "pathParameters": {"conference_id": "spring"},
        "multiValueQueryStringParameters": None,
        "stageVariables": None,
        "body": None,
    }
    answer = app(event, None)
    assert answer["statusCode"] == 200
    ours = [part.split('"')[0] for part in answer["body"].split('href="/')[1:]]
    ours += [part.split('"')[0] for part in answer["body"].split('action="/')[1:]]
    ours += [part.split('"')[0] for part in answer["body"].split('src="/')[1:]]
    assert ours
    assert all(path.startswith("api/") for path in ours)
    event["headers"] = {"accept": "text/html"}
    away = app(event, None)
    assert away["headers"]["Location"] == "/api/sign-in?next=%2Fconferences%2Fspring"


def test_what_went_wrong_on_our_side_is_a_page_without_a_trace(
    alice: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the secret detail")

    monkeypatch.setattr("chalicelib.web.conferences.list_conferences", broken)
    page = alice.get("/conferences")
    assert page.status == 500
    assert "Something went wrong" in page.words
    assert "secret" not in page.text
    assert "Traceback" not in page.text


@pytest.mark.usefixtures("one_window")
def test_guessing_certificate_ids_is_slowed_down(app: Any, people: None) -> None:
    stranger = Visitor(app)
    assert {_guess(stranger).status for _ in range(limits.most("verify-network"))} == {404}
    refused = _guess(stranger)
    assert refused.status == 429
    assert "Too many attempts" in refused.words


def _guess(stranger: Visitor) -> Page:
    """Well formed, so that only the table can tell: it was never given out."""
    return stranger.get(f"/verify/{new_public_id()}")
