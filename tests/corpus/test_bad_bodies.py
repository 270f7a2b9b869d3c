"""Bad bodies of /v1 requests. Beside each is the problem document a caller gets; nothing changes."""

import json
from pathlib import Path

import pytest

from app import app
from samples import world as people
from tests.support.client import Answer, Portal
from tests.support.tables import everything

FOLDER = Path(__file__).parent / "bodies"
BODIES = sorted(FOLDER.glob("*/*.body"))
CALLS = {
    "sign-in": ("POST", "/v1/sign-in"),
    "claim": ("PUT", "/v1/conferences/spring/claim"),
    "generate": ("POST", "/v1/conferences/spring/certificates"),
}


@pytest.fixture(scope="module")
def alice(aws: None) -> Portal:
    people.enrol("alice", "Alice Ångström", people.ALICE)
    portal = Portal(app)
    assert portal.sign_in(people.ALICE, people.PASSWORD).status == 200
    return portal


def test_the_corpus_is_there() -> None:
    assert len(BODIES) >= 60


@pytest.mark.parametrize("body", BODIES, ids=[f"{b.parent.name}/{b.stem}" for b in BODIES])
def test_it_is_refused_with_this_problem_and_nothing_changes(body: Path, alice: Portal) -> None:
    expected = json.loads(body.with_suffix(".problem.json").read_text("utf-8"))
    before = everything()

    answer = alice.call(*CALLS[body.parent.name], raw=body.read_bytes())

    assert answer.json == expected
    assert answer.status == expected["status"]
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert everything() == before


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded"])
def test_another_media_type_is_refused(alice: Portal, media_type: str) -> None:
    before = everything()
    headers = {"Content-Type": media_type, "Authorization": f"Bearer {alice.token}"}
    body = b'{"version": 0, "selections": []}'
    answer = Answer(alice.client.http.request("PUT", CALLS["claim"][1], headers=headers, body=body))
    assert (answer.status, answer.json["detail"]) == (415, "Send the body as application/json.")
    assert everything() == before


def test_a_charset_that_is_named_and_not_utf_8_is_not_guessed(alice: Portal) -> None:
    headers = {
        "Content-Type": "application/json; charset=utf-16",
        "Authorization": f"Bearer {alice.token}",
    }
    body = '{"version": 0, "selections": []}'.encode("utf-16")
    answer = Answer(alice.client.http.request("PUT", CALLS["claim"][1], headers=headers, body=body))
    assert (answer.status, answer.json["detail"]) == (400, "The body is not valid JSON.")
