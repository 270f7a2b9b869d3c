"""Somebody who is the only owner leaves: told where nobody is left, asked once more, never held."""

import json
from datetime import UTC, datetime
from typing import Any

from chalicelib.domain.grant import EVERY, Role
from chalicelib.services.people.leave import delete
from chalicelib.store import audit
from chalicelib.store.people import accounts
from samples import world
from tests.integration.console.conftest import ED, OLIVIA
from tests.support.browser import Visitor
from tests.support.client import Portal
from tests.support.console import browser, give
from tests.support.mail import last_to

PAGE = "/account/delete"
ANYWAY = "Delete my account anyway"


def _entries(scope: str) -> list[tuple[str, dict[str, str]]]:
    found = [json.loads(stored.body) for stored in audit.chain(scope)]
    return [(entry["action"], entry["facts"]) for entry in found]


def test_the_only_owner_reads_what_is_left_behind_and_confirms_it(
    olivia: Visitor, rita: Visitor
) -> None:
    shown = olivia.get(PAGE)
    assert "You are the only owner. Once your account is deleted" in shown.words
    assert 'href="/console/spring/team">Spring Counselors&#39; Conference</a>' in shown.text
    assert ANYWAY in shown.words
    refused = olivia.post(PAGE)
    assert (refused.status, "only owner of Spring Counselors" in refused.words) == (409, True)
    assert accounts.load("olivia")
    assert _entries("CONFERENCE#spring") == _entries("PORTAL") == []
    gone = olivia.post(PAGE, {"without_owner": "1"})
    assert (gone.status, "Your account is deleted" in gone.words) == (200, True)
    assert _entries("CONFERENCE#spring") == [("leave-team", {"role": "owner"})]
    assert _entries("PORTAL") == [("leave-team", {"no_owner": "spring"})]
    assert "There is no owner, so nobody can change this team" in (
        rita.get("/console/spring/team").words
    )
    assert "Left the team by deleting their account" in rita.get("/console/spring/audit").words


def test_with_another_owner_nothing_more_is_asked(app: Any, olivia: Visitor) -> None:
    give("ed", Role.OWNER)
    shown = olivia.get(PAGE)
    assert "You organize conferences" in shown.words
    assert ANYWAY not in shown.words
    assert olivia.post(PAGE).status == 200
    assert "deleted their account" in last_to(ED).text
    assert _entries("PORTAL") == []


def test_an_owner_of_all_conferences_can_name_another_so_nothing_is_asked(
    app: Any, olivia: Visitor
) -> None:
    give("ed", Role.OWNER, EVERY)
    assert ANYWAY not in olivia.get(PAGE).words


def test_the_last_owner_of_all_conferences_is_asked_for_those_without_another(
    app: Any, team: None
) -> None:
    world.enrol("max", "Max Manager", "max@prairie.example")
    give("max", Role.OWNER, EVERY)
    manager = browser(app, "max", fresh=True)
    shown = manager.get(PAGE)
    assert ">all conferences</a>" in shown.text
    assert "Spring" not in shown.words  # Olivia owns it
    assert manager.post(PAGE).status == 409
    assert manager.post(PAGE, {"without_owner": "1"}).status == 200
    assert _entries("PORTAL") == [("leave-team", {"no_owner": "*", "role": "owner"})]


def test_the_app_is_told_the_same(app: Any, team: None) -> None:
    portal = Portal(app)
    portal.sign_in(OLIVIA, world.PASSWORD)
    asked = {"password": world.PASSWORD}
    refused = portal.call("POST", "/v1/account/deletion", asked)
    assert (refused.status, refused.json["type"].rpartition(":")[2]) == (409, "last_owner")
    assert [one["id"] for one in refused.json["conferences"]] == ["spring"]
    anyway = asked | {"without_owner": True}
    assert portal.call("POST", "/v1/account/deletion", anyway).status == 204


def test_who_is_no_owner_leaves_at_once(app: Any, olivia: Visitor) -> None:
    account = accounts.load("rita")
    assert account
    delete(account, datetime.now(UTC))
    assert _entries("CONFERENCE#spring") == [("leave-team", {"role": "reader"})]
    assert _entries("PORTAL") == []


def test_who_helps_with_more_teams_than_one_transaction_holds_can_leave(team: None) -> None:
    for number in range(35):
        give("rita", Role.READER, f"fall-{number}")
    account = accounts.load("rita")
    assert account
    delete(account, datetime.now(UTC))
    assert accounts.load("rita") is None
    assert all(_entries(f"CONFERENCE#fall-{number}") for number in range(35))
