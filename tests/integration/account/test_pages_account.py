"""The account's pages, as forms, without scripts."""

import json
from typing import Any

import pytest

from chalicelib.domain.email_address import address_id
from samples import world
from tests.support.browser import Visitor
from tests.support.client import Portal
from tests.support.mail import inbox, last_to

HOME = "alice.a@home.example"
HOME_ID = address_id(HOME)
NEW = "seven old bicycles rusting"


@pytest.fixture
def at_home(app: Any, people: None) -> Visitor:
    visitor = Visitor(app)
    assert visitor.sign_in(world.ALICE, world.PASSWORD).status == 303
    visitor.get("/account")
    visitor.prove()
    return visitor


def test_an_address_is_added_and_verified_by_code(at_home: Visitor) -> None:
    added = at_home.post("/account/addresses", {"address": HOME})
    assert added.location == f"/account?done=sent&at={HOME_ID}#address-{HOME_ID}"
    shown = at_home.get(
        "/account",
    )
    assert "Not verified yet" in shown.words
    code = last_to(HOME).code
    done = at_home.post(f"/account/addresses/{HOME_ID}/code", {"code": code})
    assert done.location == f"/account?done=verified&at={HOME_ID}#address-{HOME_ID}"
    assert "Not verified yet" not in at_home.get("/account").words


def test_a_wrong_code_is_said_on_the_page(at_home: Visitor) -> None:
    at_home.post("/account/addresses", {"address": HOME})
    answer = at_home.post(f"/account/addresses/{HOME_ID}/code", {"code": "nope"})
    assert answer.status == 422
    assert "isn't the code from the latest email" in answer.words


def test_opening_the_link_any_number_of_times_verifies_nothing(
    app: Any, at_home: Visitor, alice: Portal
) -> None:
    at_home.post("/account/addresses", {"address": HOME})
    path = f"/account/verify/{last_to(HOME).token}"
    for _ in range(3):
        assert "Verify this address?" in at_home.get(path).words
    held = alice.call("GET", "/v1/account").json["addresses"]
    assert [address["verified"] for address in held] == [True, False]

    assert at_home.post(path).location.startswith("/account?done=verified&")
    again = at_home.get(path)
    assert again.status == 404
    assert "has already been used" in again.words


def test_the_link_survives_signing_in_first(app: Any, at_home: Visitor) -> None:
    at_home.post("/account/addresses", {"address": HOME})
    path = f"/account/verify/{last_to(HOME).token}"
    on_the_phone = Visitor(app)
    assert path.replace("/", "%2F") in on_the_phone.get(path).location
    on_the_phone.get("/sign-in")
    form = {"email": world.ALICE, "password": world.PASSWORD, "next": path}
    assert on_the_phone.post("/sign-in", form).location == path


def test_a_password_is_chosen_by_mail_and_the_link_works_once(app: Any, people: None) -> None:
    visitor = Visitor(app)
    visitor.get("/reset-password")
    sent = visitor.post("/reset-password", {"email": world.ALICE})
    assert "Check your email" in sent.words
    path = f"/set-password/{last_to(world.ALICE).token}"
    for _ in range(3):
        assert visitor.get(path).status == 200
    short = visitor.post(path, {"password": "too short"})
    assert short.status == 422
    assert "at least 15 characters" in short.words
    assert visitor.post(path, {"password": NEW}).location == "/conferences"
    assert visitor.get("/conferences").status == 200
    assert "has already been used" in Visitor(app).get(path).words
    assert Portal(app).sign_in(world.ALICE, world.PASSWORD).status == 401
    assert Portal(app).sign_in(world.ALICE, NEW).status == 200


def test_a_changed_password_ends_every_other_sign_in(
    app: Any, at_home: Visitor, alice: Portal
) -> None:
    at_home.get("/account/password")
    form = {"proof": world.PASSWORD, "password": NEW}
    assert at_home.post("/account/password", form).location == "/account?done=changed"
    assert at_home.get("/account").status == 200
    assert alice.call("GET", "/v1/account").status == 401
    assert "was changed" in last_to(world.ALICE).text


def test_signing_out_everywhere_ends_them_all(at_home: Visitor, alice: Portal) -> None:
    at_home.post("/account/sign-out-everywhere")
    assert at_home.get("/account").location.startswith("/sign-in")
    assert alice.call("GET", "/v1/account").status == 401


def test_the_name_is_saved(at_home: Visitor) -> None:
    assert at_home.post("/account/name", {"name": " Alice \n Å. "}).location == "/account?done=name"
    assert 'value="Alice Å."' in at_home.get("/account").text
    assert at_home.post("/account/name", {"name": " "}).status == 422


def test_the_data_is_a_file(at_home: Visitor) -> None:
    answer = at_home.get("/account/export")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert json.loads(answer.text)["account"]["name"] == "Alice Ångström"


def test_deleting_says_what_stays_and_asks_for_the_password(app: Any, people: None) -> None:
    at_home = Visitor(app)
    at_home.sign_in(world.ALICE, world.PASSWORD)
    asked = at_home.get("/account/delete")
    assert "can be checked by its certificate ID" in asked.words
    refused = at_home.post("/account/delete", {"proof": "wrong"})
    assert refused.status == 422
    assert Portal(app).sign_in(world.ALICE, world.PASSWORD).status == 200
    gone = at_home.post("/account/delete", {"proof": world.PASSWORD})
    assert "Your account is deleted" in gone.words
    assert Portal(app).sign_in(world.ALICE, world.PASSWORD).status == 401


def test_what_a_link_says_is_never_shown_as_it_is(at_home: Visitor) -> None:
    assert "call this number" not in at_home.get("/account?done=call+this+number").text


def test_a_form_without_its_token_changes_nothing(at_home: Visitor) -> None:
    at_home.token = ""
    for path, fields in (
        ("/account/addresses", {"address": HOME}),
        ("/account/name", {"name": "Mallory"}),
        ("/account/delete", {"password": world.PASSWORD}),
        ("/account/sign-out-everywhere", {}),
        ("/reset-password", {"email": world.ALICE}),
    ):
        assert at_home.post(path, {**fields, "csrf": ""}).status == 403, path
    assert "Alice Ångström" in at_home.get("/account").text
    assert inbox() == []
