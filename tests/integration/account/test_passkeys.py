"""Passkeys: added, named and removed, by their owner alone, on pages and under /v1."""

from typing import Any

import pytest

from chalicelib.domain.limits import MAX_PASSKEYS
from chalicelib.services.people import (
    passkey_answers,
)
from samples import world
from tests.support.authenticator import Authenticator
from tests.support.browser import Visitor
from tests.support.client import Portal
from tests.support.mail import last_to
from tests.support.passkey_walks import add, held, options_of, signed_in
from tests.support.tables import everything


def test_a_passkey_is_added_told_of_and_signs_in(
    app: Any, hers: Visitor, phone: Authenticator
) -> None:
    assert add(hers, phone).location == "/account/passkeys?done=added"
    assert "My phone" in last_to(world.ALICE).text
    assert "My phone" in hers.get("/account/passkeys").words
    assert "not used yet" in hers.get("/account/passkeys").words
    visitor, done = signed_in(app, phone, next="/certificates")
    assert (done.status, done.location) == (303, "/certificates")
    assert "alice" in visitor.get("/account").text
    assert held()[0].last_used_at is not None
    assert held()[0].sign_count == 2


def test_the_browser_is_asked_for_one_that_knows_its_person(hers: Visitor) -> None:
    options = options_of(hers.post("/account/passkeys/new"))
    assert options["rp"] == {"name": "CEU Portal", "id": "ceu.example.org"}
    chosen = options["authenticatorSelection"]
    assert (chosen["residentKey"], chosen["userVerification"]) == ("required", "required")
    assert options["user"]["name"] == world.ALICE
    # What an authenticator hands to others says nothing of the person.
    assert len(options["user"]["id"]) == 43
    again = options_of(hers.post("/account/passkeys/new"))
    assert again["challenge"] != options["challenge"]


def test_the_account_has_one_handle_for_all_its_passkeys(
    app: Any, hers: Visitor, phone: Authenticator
) -> None:
    add(hers, phone)
    options = options_of(hers.post("/account/passkeys/new"))
    assert options["user"]["id"] == phone.keys[0].user_handle
    assert [known["id"] for known in options["excludeCredentials"]] == [phone.keys[0].id]


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://ceu.example.net"},
        {"rp_id": "example.org"},
        {"verifies": False},
    ],
    ids=str,
)
def test_what_was_made_elsewhere_or_without_asking_its_person_is_refused(
    hers: Visitor, wrong: dict[str, Any]
) -> None:
    refused = add(hers, Authenticator(**wrong))
    assert refused.status == 422
    assert passkey_answers.REFUSED in refused.words
    assert held() == ()


def test_a_passkey_belongs_to_one_account(app: Any, hers: Visitor, phone: Authenticator) -> None:
    add(hers, phone)
    charlie = Visitor(app)
    charlie.sign_in(world.CHARLIE, world.PASSWORD)
    charlie.get("/account")
    charlie.prove()
    options = options_of(charlie.post("/account/passkeys/new"))
    made = Authenticator().create(options, phone.keys[0].credential_id)
    refused = charlie.post("/account/passkeys", {"made": made})
    assert refused.status == 422
    assert "on an account already" in refused.words
    before = everything()
    for act in ("name", "remove"):
        path = f"/account/passkeys/{held()[0].id}/{act}"
        assert charlie.post(path, {"name": "Mine"}).status == 404
    assert everything() == before


def test_a_passkey_is_named_and_removed_and_each_address_told(
    app: Any, hers: Visitor, phone: Authenticator
) -> None:
    add(hers, phone)
    path = f"/account/passkeys/{held()[0].id}"
    hers.get("/account/passkeys")
    assert hers.post(f"{path}/name", {"name": " Old\u202e phone "}).status == 303
    assert held()[0].name == "Old phone"
    assert hers.post(f"{path}/name", {"name": " "}).status == 422
    assert hers.post(f"{path}/remove").location == "/account/passkeys?done=removed"
    assert held() == ()
    assert "Old phone" in last_to(world.ALICE).text
    assert hers.get("/account").status == 200  # no sign-in ends
    assert signed_in(app, phone)[1].status == 401


def test_adding_has_a_bound_and_survives_nonsense(hers: Visitor, phone: Authenticator) -> None:
    for made in (
        "",
        "{}",
        "[]",
        "null",
        "x" * 20_000,
        "[" * 15_000,
        '{"id": 1}',
        '{"response":{}}',
    ):
        refused = hers.post("/account/passkeys", {"name": "x", "made": made})
        assert (refused.status, held()) == (422, ()), made[:20]
    for number in range(MAX_PASSKEYS):
        assert add(hers, phone, f"Phone {number}").status == 303
    full = hers.post("/account/passkeys/new")
    assert full.status == 422
    assert f"at most {MAX_PASSKEYS} passkeys" in full.words


def test_two_windows_adding_the_first_make_one_handle(hers: Visitor, phone: Authenticator) -> None:
    first = phone.create(options_of(hers.post("/account/passkeys/new")))
    second = phone.create(options_of(hers.post("/account/passkeys/new")))
    assert hers.post("/account/passkeys", {"made": first}).status == 303
    assert hers.post("/account/passkeys", {"made": second}).status == 409
    assert len(held()) == 1


def test_the_app_lists_names_and_removes_with_proof(
    app: Any, hers: Visitor, phone: Authenticator
) -> None:
    add(hers, phone)
    portal = Portal(app)
    portal.sign_in(world.ALICE, world.PASSWORD)
    [listed] = portal.call("GET", "/v1/account/passkeys").json["passkeys"]
    assert listed["name"] == "My phone"
    assert set(listed) == {"id", "name", "created_at", "last_used_at"}
    path = f"/v1/account/passkeys/{listed['id']}"
    assert portal.call("PATCH", path, {"name": "x"}).status == 403
    assert portal.call("DELETE", path).status == 403
    portal.prove(world.PASSWORD)
    assert portal.call("PATCH", path, {"name": "Old phone"}).json["name"] == "Old phone"
    assert portal.call("PATCH", path, {"name": "\u202e"}).status == 422
    assert portal.call("PATCH", path, {"name": "x" * 61}).status == 422
    assert portal.call("DELETE", path).status == 204
    assert portal.call("DELETE", path).status == 404


def test_on_another_host_the_page_leads_to_where_passkeys_work(
    app: Any, hers: Visitor, phone: Authenticator
) -> None:
    here = {"Host": "ceu.example.org"}
    elsewhere = {"Host": "127.0.0.1:8000"}
    assert "data-passkey" in Visitor(app).get("/sign-in", **here).text
    other = Visitor(app).get("/sign-in", **elsewhere)
    assert "data-passkey" not in other.text
    assert 'href="https://ceu.example.org/sign-in"' in other.text
    assert other.status == 200
