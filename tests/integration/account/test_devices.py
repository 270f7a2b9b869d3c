"""Where somebody is signed in: seen, told of, ended."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.domain.device import Device, Via
from chalicelib.domain.user_agent import in_words
from chalicelib.services.people.sign_in import sign_in
from chalicelib.store.people import accounts, tokens
from samples import world
from tests.support.browser import Visitor
from tests.support.client import Portal
from tests.support.mail import inbox, last_to

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Safari/537.36"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)


@pytest.mark.parametrize(
    ("said", "via", "words"),
    [
        (CHROME, Via.COOKIE, "Chrome on Windows"),
        (CHROME + " Edg/140.0", Via.COOKIE, "Edge on Windows"),
        (IPHONE, Via.COOKIE, "Safari on iPhone"),
        ("CEU/3 (iPhone)", Via.BEARER, "Conference app on iPhone"),
        ("", Via.BEARER, "Conference app"),
        ("<script>", Via.COOKIE, "An unknown browser"),
    ],
)
def test_a_browser_is_said_in_words(said: str, via: Via, words: str) -> None:
    assert in_words(said, via) == words


def _browser(app: Any) -> Visitor:
    visitor = Visitor(app)
    visitor.get("/sign-in")
    fields = {"email": world.ALICE, "password": world.PASSWORD}
    assert visitor.post("/sign-in", fields, **{"User-Agent": CHROME}).status == 303
    return visitor


def test_the_page_lists_sign_ins_and_ends_one(app: Any, alice: Portal) -> None:
    browser = _browser(app)
    shown = browser.get("/account").words
    assert "Chrome on Windows (this browser)" in shown
    assert "Conference app" in shown
    listed = alice.call("GET", "/v1/account/devices").json["devices"]
    [app_device] = [device for device in listed if device["current"]]
    assert app_device["app"]
    browser.post(f"/account/devices/{app_device['id']}/end")
    assert alice.call("GET", "/v1/account").status == 401
    assert "Conference app" not in browser.get("/account").words


def test_the_app_ends_a_browser_and_then_everything(app: Any, alice: Portal) -> None:
    browser = _browser(app)
    [other] = [
        device
        for device in alice.call("GET", "/v1/account/devices").json["devices"]
        if not device["current"]
    ]
    assert other["name"] == "Chrome on Windows"
    assert alice.call("DELETE", f"/v1/account/devices/{other['id']}").status == 204
    assert browser.get("/account").location.startswith("/sign-in")
    assert alice.call("DELETE", f"/v1/account/devices/{other['id']}").status == 404
    assert alice.call("DELETE", "/v1/account/devices").status == 204
    assert alice.call("GET", "/v1/account").status == 401


def test_nobody_ends_anothers_sign_in(alice: Portal, charlie: Portal) -> None:
    [device] = alice.call("GET", "/v1/account/devices").json["devices"]
    assert charlie.call("DELETE", f"/v1/account/devices/{device['id']}").status == 404
    assert alice.call("GET", "/v1/account").status == 200


def test_a_new_device_is_told_but_for_the_first(app: Any, people: None) -> None:
    Portal(app).sign_in(world.ALICE, world.PASSWORD)
    assert inbox() == []
    browser = _browser(app)
    told = last_to(world.ALICE)
    assert "Chrome on Windows" in told.text
    browser.post("/sign-out")
    browser.sign_in(world.ALICE, world.PASSWORD)  # known again, by its cookie
    Portal(app).sign_in(world.ALICE, world.PASSWORD)
    assert len(inbox(world.ALICE)) == 1
    _browser(app)  # the same kind of browser elsewhere
    assert len(inbox(world.ALICE)) == 2


def test_a_cookies_token_is_no_bearer_token_and_the_other_way_round(
    app: Any, alice: Portal
) -> None:
    browser = _browser(app)
    thief = Portal(app)
    thief.token = browser.cookies["__Host-ceu-sign-in"]
    assert thief.call("GET", "/v1/account").status == 401
    browser.cookies["__Host-ceu-sign-in"] = alice.token
    assert browser.get("/account").location.startswith("/sign-in")


def test_a_sign_in_of_the_first_version_still_counts_either_way(app: Any, people: None) -> None:
    token = tokens.issue("alice", 0, datetime.now(UTC), timedelta(days=30))
    old = Portal(app)
    old.token = token
    assert old.call("GET", "/v1/account").status == 200
    browser = Visitor(app)
    browser.cookies["__Host-ceu-sign-in"] = token
    assert browser.get("/account").status == 200


def test_what_has_ended_is_not_listed(app: Any, alice: Portal) -> None:
    other = sign_in(world.ALICE, world.PASSWORD, "192.0.2.1", datetime.now(UTC))
    assert len(alice.call("GET", "/v1/account/devices").json["devices"]) == 2
    tokens.revoke(other.token, other.account.id)
    assert len(alice.call("GET", "/v1/account/devices").json["devices"]) == 1


def test_a_thousand_sign_ins_make_no_long_page(alice: Portal) -> None:
    now = datetime.now(UTC)
    version = accounts.load("alice").credentials_version  # type: ignore[union-attr]
    for number in range(120):
        device = Device(Via.BEARER, f"App {number}")
        tokens.issue("alice", version, now - timedelta(minutes=number), timedelta(days=1), device)
    listed = alice.call("GET", "/v1/account/devices")
    assert len(listed.json["devices"]) == 50
    assert listed.json["devices"][0]["current"]
    assert len(str(listed.body)) < 20_000


def test_a_browser_signs_out_whatever_it_says_of_its_account(app: Any, alice: Portal) -> None:
    for said in (world.BOB, "", "x" * 3_000):
        visitor = Visitor(app)
        visitor.sign_in(world.ALICE, world.PASSWORD)
        visitor.get("/account")
        token = visitor.cookies["__Host-ceu-sign-in"]
        assert visitor.post("/sign-out", {"account": said}).status == 303
        assert tokens.read(token) is None
        assert len(alice.call("GET", "/v1/account/devices").json["devices"]) == 1
