"""The team: invited, joined, changed, removed; and what a stolen password doesn't open."""

import html
import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.aws import mailer
from chalicelib.domain.grant import EVERY, Role, leaves_no_owner, role_at
from chalicelib.errors import MailUnavailable
from chalicelib.services.console import team as team_service
from chalicelib.settings import settings
from chalicelib.store import audit
from chalicelib.store.people import accounts
from samples import world
from tests.integration.console.conftest import ED, OLIVIA, RITA
from tests.integration.ops.operator import ops
from tests.support.authenticator import Authenticator
from tests.support.browser import Page, Visitor
from tests.support.console import browser, give
from tests.support.mail import inbox, last_to
from tests.support.passkeys import a_passkey
from tests.support.tables import everything

TEAM = "/console/spring/team"
NEW = "nora@prairie.example"


def _join(app: Any, address: str, phone: Authenticator) -> tuple[Visitor, Page]:
    visitor = Visitor(app)
    path = f"/invitation/{last_to(address).token}"
    visitor.get(path)
    asked = visitor.post(path)
    found = re.search(r'data-options="([^"]*)"', asked.text)
    assert found, asked.words
    made = phone.create(json.loads(html.unescape(found[1])))
    return visitor, visitor.post(f"{path}/passkey", {"made": made, "name": "Phone"})


def _acts(scope: str = "CONFERENCE#spring") -> list[str]:
    return [json.loads(stored.body)["action"] for stored in audit.chain(scope)]


def _role(account_id: str) -> Role | None:
    account = accounts.load(account_id)
    return role_at(account.grants, "spring") if account else None


def test_the_operator_invites_the_first_who_joins_and_is_in(app: Any, people: None) -> None:
    said = ops("grant", NEW, "--conference", "spring", "--role", "owner")
    assert "was invited" in said
    visitor, done = _join(app, NEW, Authenticator())
    assert (done.status, done.location) == (303, "/console/spring")
    assert "You are an owner" in visitor.get("/console/spring").words
    assert "Nora" not in visitor.get(TEAM).words  # no name yet: her address stands for it
    assert NEW in visitor.get(TEAM).words
    assert "fewer than two owners" in visitor.get(TEAM).words
    assert _acts() == ["grant", "join"]
    # The link was used.
    assert Visitor(app).get(f"/invitation/{inbox(NEW)[0].token}").status == 404


def test_an_owner_invites_an_attendee_whose_earlier_passkeys_and_sign_ins_end(
    app: Any, alice: Any, olivia: Visitor
) -> None:
    a_passkey("alice")  # perhaps a thief's, who had the password
    olivia.get(TEAM)
    sent = olivia.post(TEAM, {"email": world.ALICE, "role": "editor"})
    assert sent.location == f"{TEAM}?done=invited"
    assert "Olivia Organizer invited you to organize Spring Counselors" in last_to(world.ALICE).text
    assert world.ALICE in olivia.get(TEAM).words
    thief = browser(app, "alice")
    assert thief.get("/console/spring").status == 404  # nothing before she accepts
    visitor, done = _join(app, world.ALICE, Authenticator())
    assert done.status == 303
    assert visitor.get("/console/spring").status == 200
    assert thief.get("/console/spring").location.startswith("/sign-in")
    account = accounts.load("alice")
    assert account
    assert [held.name for held in account.passkeys] == ["Phone"]
    assert _role("alice") is Role.EDITOR


def test_a_stolen_password_adds_no_passkey_to_an_organizer(app: Any, team: None) -> None:
    a_passkey("olivia")
    thief = Visitor(app)
    thief.sign_in(OLIVIA, world.PASSWORD)
    thief.get("/account/passkeys")
    thief.prove()
    asked = thief.post("/account/passkeys/new")
    assert (asked.status, "Use your passkey" in asked.words) == (403, True)
    assert thief.post("/account/passkeys", {"made": "{}", "name": "x"}).status == 403
    owner = browser(app, "olivia", fresh=True)
    owner.get("/account/passkeys")
    assert owner.post("/account/passkeys/new").status == 200


def test_somebody_who_organizes_elsewhere_begins_at_once(
    app: Any, alice: Any, olivia: Visitor
) -> None:
    world.hold(world.spring(id="fall"), ())
    give("alice", Role.READER, "fall")
    a_passkey("alice")
    olivia.get(TEAM)
    sent = olivia.post(TEAM, {"email": world.ALICE, "role": "reader"})
    assert sent.location == f"{TEAM}?done=added"
    assert _role("alice") is Role.READER
    assert "/console/spring" in last_to(world.ALICE).text
    assert "Olivia Organizer added Alice" in last_to(OLIVIA).text


def test_roles_change_and_the_last_owner_stays(app: Any, olivia: Visitor) -> None:
    olivia.get(TEAM)
    refused = olivia.post(f"{TEAM}/olivia/role", {"role": "reader"})
    assert (refused.status, "only owner" in refused.words) == (409, True)
    assert olivia.post(f"{TEAM}/olivia/remove").status == 409
    assert olivia.post(f"{TEAM}/rita/role", {"role": "owner"}).location == f"{TEAM}?done=changed"
    assert _role("rita") is Role.OWNER
    assert "fewer than two owners" not in olivia.get(TEAM).words
    assert olivia.post(f"{TEAM}/rita/role", {"role": "king"}).status == 409
    assert olivia.post(f"{TEAM}/charlie/role", {"role": "owner"}).status == 404
    assert _acts() == ["change-role"]


def test_two_owners_who_demote_each_other_at_once_leave_one(
    app: Any, olivia: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    give("rita", Role.OWNER)
    rita, both = browser(app, "rita", fresh=True), list[int]()
    rita.get(TEAM)

    def looked(*seen: Any) -> bool:
        if not both:
            both.append(0)
            both[0] = rita.post(f"{TEAM}/olivia/role", {"role": "reader"}).status
        return leaves_no_owner(*seen)

    monkeypatch.setattr(team_service, "leaves_no_owner", looked)
    olivia.get(TEAM)
    refused = olivia.post(f"{TEAM}/rita/remove")
    assert (both, refused.status, "only owner" in refused.words) == ([303], 409, True)
    assert (_role("rita"), _role("olivia")) == (Role.OWNER, Role.READER)
    assert _acts() == ["change-role"]


def test_those_concerned_are_told_by_email(app: Any, olivia: Visitor) -> None:
    """Also the owner in whose name it was done: her session may have been stolen."""
    give("ed", Role.OWNER)
    olivia.get(TEAM)
    olivia.post(f"{TEAM}/rita/role", {"role": "editor"})
    assert [one.subject for one in inbox(RITA)] == [
        "Your role changed: Spring Counselors' Conference"
    ]
    assert "Olivia Organizer changed your role" in last_to(RITA).text
    for owner in (OLIVIA, ED):
        assert f"Rita Reader ({RITA})" in last_to(owner).text
        assert "from reader to editor" in last_to(owner).text
    olivia.post(f"{TEAM}/ed/remove")
    assert "removed you from the team" in last_to(ED).text
    assert "removed Ed Editor" in last_to(OLIVIA).text
    assert len(inbox(ED)) == len(inbox(OLIVIA)) == 2
    olivia.post(TEAM, {"email": NEW, "role": "reader"})
    assert len(inbox(OLIVIA)) == 2  # nobody has come yet
    _join(app, NEW, Authenticator())
    assert f"{NEW} accepted an invitation" in last_to(OLIVIA).text
    olivia.post(f"{TEAM}/rita/role", {"role": "king"})
    assert len(inbox(OLIVIA)) == 3


def test_where_no_other_owner_is_left_those_of_every_conference_are_told(
    app: Any, olivia: Visitor
) -> None:
    world.enrol("max", "Max Manager", "max@prairie.example")
    give("max", Role.OWNER, EVERY)
    olivia.get(TEAM)
    assert olivia.post(f"{TEAM}/olivia/role", {"role": "reader"}).status == 303
    assert "changed the role of Olivia Organizer" in last_to("max@prairie.example").text
    assert [one.subject[:17] for one in inbox(OLIVIA)] == ["Your role changed"]


def test_owners_of_all_conferences_are_told_of_their_own_team(app: Any, team: None) -> None:
    for name in ("max", "mia"):
        world.enrol(name, name.title(), f"{name}@prairie.example")
        give(name, Role.OWNER, EVERY)
    visitor = browser(app, "max", fresh=True)
    visitor.get(TEAM)
    assert visitor.post(f"{TEAM}/mia/role", {"role": "reader", "at": "all"}).status == 303
    assert last_to("mia@prairie.example").subject == "Your role changed: all conferences"
    assert "the role of Mia" in last_to("max@prairie.example").text
    assert inbox(OLIVIA) == []


def test_a_change_stands_when_no_email_goes_out(
    olivia: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: Any, **__: Any) -> None:
        raise MailUnavailable("down")

    olivia.get(TEAM)
    monkeypatch.setattr(mailer, "send", down)
    assert olivia.post(f"{TEAM}/rita/role", {"role": "editor"}).status == 303
    assert _role("rita") is Role.EDITOR


def test_who_is_removed_is_out_everywhere(app: Any, olivia: Visitor, rita: Visitor) -> None:
    assert rita.get("/console/spring").status == 200
    olivia.get(TEAM)
    assert olivia.post(f"{TEAM}/rita/remove").location == f"{TEAM}?done=removed"
    assert _role("rita") is None
    assert rita.get("/console/spring").location.startswith("/sign-in")
    assert "Rita" not in olivia.get(TEAM).words


def test_an_owner_has_a_lost_passkey_replaced(app: Any, olivia: Visitor) -> None:
    a_passkey("rita")
    olivia.get(TEAM)
    assert olivia.post(f"{TEAM}/rita/passkey").location == f"{TEAM}?done=reset"
    assert "create a new passkey" in last_to(RITA).text
    visitor, done = _join(app, RITA, Authenticator())
    assert done.status == 303
    assert visitor.get("/console/spring").status == 200
    assert _role("rita") is Role.READER
    assert _acts() == ["reset-passkey", "join"]


def test_an_invitation_is_taken_back(app: Any, olivia: Visitor) -> None:
    olivia.get(TEAM)
    olivia.post(TEAM, {"email": NEW, "role": "reader"})
    shown = olivia.get(TEAM)
    [path] = re.findall(r'action="([^"]*/withdraw)"', shown.text)
    assert olivia.post(path).location == f"{TEAM}?done=withdrawn"
    assert Visitor(app).get(f"/invitation/{last_to(NEW).token}").status == 404
    assert NEW not in olivia.get(TEAM).words


@pytest.mark.parametrize("typed", ["", "nora", "nora@"])
def test_what_is_no_address_is_refused(olivia: Visitor, typed: str) -> None:
    olivia.get(TEAM)
    assert olivia.post(TEAM, {"email": typed, "role": "reader"}).status == 422
    assert _acts() == []


def test_a_deleted_account_leaves_the_team(app: Any, olivia: Visitor) -> None:
    from chalicelib.services.people.leave import delete

    account = accounts.load("rita")
    assert account
    delete(account, datetime.now(UTC))
    assert "Rita" not in olivia.get(TEAM).words
    assert "Rita Reader (rita@prairie.example) deleted their account" in last_to(OLIVIA).text


def test_an_invitation_that_expired_is_seen_for_a_month_and_then_goes(olivia: Visitor) -> None:
    olivia.get("/console/spring/team")
    olivia.post("/console/spring/team", {"email": "late@prairie.example", "role": "reader"})
    items = everything()[settings().conferences_table] + everything()[settings().accounts_table]
    [item] = [one for one in items if one["kind"]["S"] == "INVITED"]
    [link] = [one for one in items if one["kind"]["S"] == "INVITATION"]
    assert int(item["ttl"]["N"]) - int(link["ttl"]["N"]) == 30 * 24 * 3600


def test_an_owner_of_all_conferences_invites_and_changes_others_of_all(
    app: Any, alice: Any, team: None
) -> None:
    give("olivia", Role.OWNER, EVERY)
    give("rita", Role.READER, EVERY)
    olivia = browser(app, "olivia", fresh=True)
    shown = olivia.get(TEAM)
    assert "All conferences, including future ones" in shown.words
    olivia.post(TEAM, {"email": NEW, "role": "editor", "at": "all"})
    assert "invited you to organize all conferences" in last_to(NEW).text
    shown = olivia.get(TEAM)
    assert f"{NEW} · Editor of all conferences" in shown.words
    olivia.post(f"{TEAM}/rita/role", {"role": "editor", "at": "all"})
    assert _everywhere("rita") is Role.EDITOR
    assert _role("rita") is Role.EDITOR  # the higher of both
    assert _acts("PORTAL") == ["grant", "change-role"]
    assert olivia.post(f"{TEAM}/rita/remove", {"at": "all"}).location == f"{TEAM}?done=removed"
    assert _everywhere("rita") is None
    assert _role("rita") is Role.READER  # what she had here stays
    [path] = re.findall(r'action="([^"]*/withdraw)"', olivia.get(TEAM).text)
    olivia.post(path, {"at": "all"})
    assert NEW not in olivia.get(TEAM).words
    only = olivia.post(f"{TEAM}/olivia/remove", {"at": "all"})
    assert (only.status, "only owner" in only.words) == (409, True)


def test_the_owner_of_one_conference_changes_nobody_of_all(
    app: Any, olivia: Visitor, rita: Visitor
) -> None:
    give("rita", Role.OWNER, EVERY)
    shown = olivia.get(TEAM)
    assert "Owner of all conferences" in shown.words
    assert "All conferences, including future ones" not in shown.words
    for path, fields in (
        (TEAM, {"email": NEW, "role": "owner"}),
        (f"{TEAM}/rita/role", {"role": "reader"}),
        (f"{TEAM}/rita/remove", {}),
        (f"{TEAM}/rita/passkey", {}),
    ):
        assert olivia.post(path, {**fields, "at": "all"}).status == 404, path
    assert _everywhere("rita") is Role.OWNER
    assert _acts("PORTAL") == []


def _everywhere(account_id: str) -> Role | None:
    account = accounts.load(account_id)
    return role_at(account.grants, EVERY) if account else None
