"""Who gets through which door of the console: every route and method, found from the app."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app import app as the_app
from chalicelib.domain.grant import EVERY, Role
from chalicelib.store.people import tokens
from samples import world
from tests.support.browser import Visitor
from tests.support.console import browser, give
from tests.support.tables import everything

ROUTES = [
    (method, path, entry.view_function.role)
    for path, methods in the_app.routes.items()
    if path.split("/")[1] == "console"
    for method, entry in methods.items()
    if method != "HEAD"
]
FILL = {
    "{conference_id}": "spring",
    "{account_id}": "rita",
    "{number}": "0" * 16,
    "{address_id}": "0" * 16,
    "{certificate_id}": "CEU-NONE",
    "{session_key}": "0" * 16,
    "{sample}": "certificate",
}


def _ask(visitor: Visitor, method: str, path: str) -> Any:
    for name, value in FILL.items():
        path = path.replace(name, value)
    if method == "GET":
        return visitor.get(path)
    visitor.token = _form_token(visitor)
    return visitor.post(path)


def _form_token(visitor: Visitor) -> str:
    from chalicelib.web import csrf

    return csrf.token_for(visitor.cookies["__Host-ceu-sign-in"])


@pytest.mark.parametrize("somebody", ["an attendee", "an organizer of another conference"])
def test_to_outsiders_no_page_of_the_console_is_there(app: Any, team: None, somebody: str) -> None:
    if somebody != "an attendee":
        world.hold(world.spring(id="fall"), ())
        give("charlie", Role.OWNER, "fall")
    visitor = browser(app, "charlie" if somebody != "an attendee" else "alice", fresh=True)
    before = everything()
    for method, path, _ in ROUTES:
        if path == "/console" and somebody != "an attendee":
            continue
        answer = _ask(visitor, method, path)
        assert (answer.status, "We can't find that page." in answer.words) == (404, True), path
    assert everything() == before


def test_a_reader_changes_nothing(rita: Visitor) -> None:
    before = everything()
    for method, path, role in ROUTES:
        if not Role.READER.may(role):
            answer = _ask(rita, method, path)
            assert answer.status == 403, path
            assert "You are a reader here" in answer.words
    assert everything() == before


def test_an_editor_leaves_the_team_alone(ed: Visitor) -> None:
    before = everything()
    asked = [(method, path) for method, path, role in ROUTES if role is Role.OWNER]
    assert asked
    for method, path in asked:
        assert _ask(ed, method, path).status == 403, path
    assert everything() == before


def test_without_a_passkey_nothing_opens(app: Any, team: None) -> None:
    visitor = browser(app, "olivia", entered=False)
    tokens.prove(visitor.cookies["__Host-ceu-sign-in"], datetime.now(UTC))  # by password
    before = everything()
    for method, path, _ in ROUTES:
        answer = _ask(visitor, method, path)
        assert (answer.status, "Your account has no passkey" in answer.words) == (403, True), path
    assert everything() == before


def test_the_console_asks_again_after_twelve_hours(app: Any, team: None) -> None:
    visitor = browser(app, "olivia")
    token = visitor.cookies["__Host-ceu-sign-in"]
    for hours, status in ((11, 200), (13, 403)):
        tokens.prove(token, datetime.now(UTC) - timedelta(hours=hours), by_passkey=True)
        assert visitor.get("/console/spring").status == status


def test_what_cannot_be_undone_takes_the_passkey_again(app: Any, team: None) -> None:
    visitor = browser(app, "olivia")
    visitor.get("/console/spring/team")
    assert visitor.post("/console/spring/team/rita/passkey").status == 403
    token = visitor.cookies["__Host-ceu-sign-in"]
    tokens.prove(token, datetime.now(UTC))  # a password given later is not the passkey
    assert visitor.post("/console/spring/team/rita/passkey").status == 403
    tokens.prove(token, datetime.now(UTC), by_passkey=True)
    assert visitor.post("/console/spring/team/rita/passkey").status == 303


def test_a_conference_that_is_none_is_not_there_for_organizers_of_all(
    app: Any, people: None
) -> None:
    give("charlie", Role.OWNER, EVERY)
    visitor = browser(app, "charlie")
    assert visitor.get("/console/spring").status == 200
    assert visitor.get("/console/none").status == 404
    assert "Spring Counselors" in visitor.get("/console").words


def test_attending_and_organizing_are_kept_apart(app: Any, alice: Any) -> None:
    assert "Console" not in browser(app, "alice").get("/conferences").words
    give("alice", Role.READER)
    visitor = browser(app, "alice")
    assert "Console" in visitor.get("/conferences").words
    assert "My own certificates" in visitor.get("/console/spring").words
