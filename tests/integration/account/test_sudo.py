"""A stolen sign-in stays a stolen sign-in: what can take an account away asks for proof."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from app import app as the_app
from chalicelib.domain import sudo
from chalicelib.domain.device import Via
from chalicelib.domain.email_address import address_id
from chalicelib.errors import NotFound
from chalicelib.services.people import removal_links, restore_address
from chalicelib.services.people.authenticate import authenticate
from chalicelib.store.accounts_table import AddressItem, OwnerItem
from chalicelib.store.keys import OWNER, account_key, address_key, email_key
from chalicelib.store.people import accounts, passkeys, tokens
from chalicelib.web import csrf
from samples import world
from tests.integration.test_every_route import FORM, FORMS, JSON_BODIES, ROUTES
from tests.support.browser import Visitor
from tests.support.client import Portal
from tests.support.mail import inbox, last_to
from tests.support.passkeys import a_passkey
from tests.support.tables import everything

HOME = "alice.a@home.example"
NEW = "seven old bicycles rusting"
THIEF = "mallory@else.example"
NOW = datetime.now(UTC)
# What proves an address takes what was emailed to it: a thief of a sign-in does not read that.
FROM_THE_MAILBOX = {
    ("POST", "/v1/account/addresses/{address_id}/verification"),
    ("POST", "/v1/account/verification"),
    ("POST", "/account/addresses/{address_id}/code"),
    ("POST", "/account/verify/{token}"),
}
GIVES_THE_PASSWORD = {("POST", "/v1/account/proof")}


@pytest.fixture
def stolen(alice: Portal) -> Any:
    """A sign-in of Alice's without proof, while she has a passkey, a second address and one on its way."""
    _add(alice, HOME)
    alice.call("POST", "/v1/account/addresses", {"address": "third@home.example"})
    a_passkey("alice")
    return lambda: tokens.issue("alice", 0, NOW, timedelta(days=1))


def _add(portal: Portal, address: str) -> None:
    portal.call("POST", "/v1/account/addresses", {"address": address})
    path = f"/v1/account/addresses/{address_id(address)}/verification"
    assert portal.call("POST", path, {"code": last_to(address).code}).status == 200


def _keys_to_the_account() -> str:
    """All that lets somebody in, or keeps them out: password, addresses and whose they are, passkeys."""
    accounts_table = everything()["ceu-test-accounts"]
    kept = {"ACCOUNT", "ADDRESS", "OWNER", "PASSKEY", "PASSKEY_OWNER", "DELETED", "RESTORATION"}
    changing = {"version", "name", "name_set_here", "credentials_version"}
    return json.dumps(
        [
            {name: value for name, value in item.items() if name not in changing}
            for item in accounts_table
            if item["kind"]["S"] in kept
        ]
    )


def _ask(app: Any, route: tuple[str, str], token: str) -> Any:
    method, path = route
    for name, value in {
        "conference_id": "spring",
        "address_id": address_id(HOME),
        "token": "none",
        "certificate_id": "none",
        "device_id": "0" * 16,
        "passkey_id": passkeys.id_of("credential of alice"),
    }.items():
        path = path.replace(f"{{{name}}}", value)
    nothing = {"code": "", "token": ""}
    headers, body = {"Accept": "text/html"}, b""
    if route in FORMS:
        fields = {n: v for n, v in FORMS[route](nothing).items() if v != world.PASSWORD}
        headers["Content-Type"] = FORM
        body = urlencode({"csrf": csrf.token_for(token), **fields}).encode()
    elif route in JSON_BODIES:
        given = JSON_BODIES[route](nothing) or {}
        headers["Content-Type"] = "application/json"
        body = json.dumps({n: v for n, v in given.items() if v != world.PASSWORD}).encode()
    if path.startswith("/v1/"):
        headers["Authorization"] = f"Bearer {token}"
    else:
        headers |= {"Cookie": f"__Host-ceu-sign-in={token}", "X-CSRF-Token": csrf.token_for(token)}
    return Portal(app).client.http.request(method, path, headers=headers, body=body)


def test_no_method_takes_the_account_away_by_a_sign_in_alone(app: Any, stolen: Any) -> None:
    """Every route that the app has, so that a new one cannot be forgotten."""
    before = _keys_to_the_account()
    refused = set()
    for route in ROUTES:
        if route in FROM_THE_MAILBOX | GIVES_THE_PASSWORD:
            continue
        account = accounts.load("alice")
        assert account
        token = tokens.issue("alice", account.credentials_version, NOW, timedelta(days=1))
        answer = _ask(app, route, token)
        assert _keys_to_the_account() == before, route
        if answer.status_code == 403:
            refused.add(route)
    assert refused >= {
        ("POST", "/v1/account/addresses"),
        ("DELETE", "/v1/account/addresses/{address_id}"),
        ("POST", "/v1/account/addresses/{address_id}/primary"),
        ("PUT", "/v1/account/password"),
        ("POST", "/v1/account/deletion"),
        ("POST", "/account/addresses"),
        ("POST", "/account/addresses/{address_id}/primary"),
        ("POST", "/account/addresses/{address_id}/remove"),
        ("POST", "/account/password"),
        ("POST", "/account/delete"),
        ("PATCH", "/v1/account/passkeys/{passkey_id}"),
        ("DELETE", "/v1/account/passkeys/{passkey_id}"),
        ("POST", "/account/passkeys/new"),
        ("POST", "/account/passkeys"),
        ("POST", "/account/passkeys/{passkey_id}/name"),
        ("POST", "/account/passkeys/{passkey_id}/remove"),
    }
    assert len(ROUTES) == len(set(ROUTES)) > 40
    assert the_app.routes


def test_the_refusal_says_what_to_do(app: Any, stolen: Any) -> None:
    thief = Portal(app)
    thief.token = stolen()
    refused = thief.call("POST", "/v1/account/addresses", {"address": THIEF})
    assert refused.status == 403
    assert refused.json["type"] == "urn:ceu-portal:problem:proof_required"
    assert inbox(THIEF) == []
    assert thief.prove("wrong").status == 422
    assert thief.call("POST", "/v1/account/addresses", {"address": THIEF}).status == 403


def test_proof_is_the_tokens_own_and_ends_after_ten_minutes(app: Any, alice: Portal) -> None:
    other = Portal(app)
    other.sign_in(world.ALICE, world.PASSWORD)
    assert alice.call("POST", "/v1/account/addresses", {"address": HOME}).status == 202
    assert other.call("POST", "/v1/account/addresses", {"address": HOME}).status == 403
    now = datetime.now(UTC)
    asking = authenticate(alice.token, now, Via.BEARER)
    assert sudo.holds(asking.proved_at, now)
    assert not sudo.holds(asking.proved_at, now + timedelta(minutes=10, seconds=5))


@pytest.mark.usefixtures("one_window")
def test_guessing_by_proof_ends_soon(app: Any, alice: Portal) -> None:
    statuses = [alice.prove("wrong").status for _ in range(30)]
    assert statuses.count(422) <= 10
    assert statuses[-1] == 429


def test_a_page_asks_in_place_and_goes_on_with_what_was_sent(app: Any, people: None) -> None:
    visitor = Visitor(app)
    visitor.sign_in(world.ALICE, world.PASSWORD)
    visitor.get("/account")
    asked = visitor.post("/account/addresses", {"address": HOME})
    assert asked.status == 403
    assert "Confirm it's you" in asked.words
    assert f'name="address" value="{HOME}"' in asked.text
    assert inbox(HOME) == []
    wrong = visitor.post("/account/addresses", {"address": HOME, "proof": "wrong"})
    assert wrong.status == 422
    assert "This isn't your current password." in wrong.words
    done = visitor.post("/account/addresses", {"address": HOME, "proof": world.PASSWORD})
    assert done.status == 303
    assert last_to(HOME).code
    # For ten minutes nothing is asked again.
    assert visitor.post("/account/addresses", {"address": "b@home.example"}).status == 303


def test_no_page_repeats_a_new_password(app: Any, people: None) -> None:
    visitor = Visitor(app)
    visitor.sign_in(world.ALICE, world.PASSWORD)
    visitor.get("/account/password")
    asked = visitor.post("/account/password", {"password": NEW, "proof": "wrong"})
    assert asked.status == 422
    assert NEW not in asked.text
    assert "wrong" not in asked.text.replace("wrong password", "")
    form = visitor.post("/account/password", {"proof": world.PASSWORD})
    assert form.status == 200
    assert visitor.post("/account/password", {"password": NEW}).location == "/account?done=changed"


# The owner gets back in from the email alone


@pytest.fixture
def robbed(app: Any, alice: Portal) -> str:
    """A thief who also had the password took it all; returns the link in Alice's mailbox."""
    AddressItem(account_key("alice"), address_key(world.ALICE)).update(
        [AddressItem.added_at.set(NOW - timedelta(days=100))]
    )
    _add(alice, THIEF)
    assert alice.call("POST", f"/v1/account/addresses/{address_id(THIEF)}/primary").status == 200
    assert alice.call("DELETE", f"/v1/account/addresses/{address_id(world.ALICE)}").status == 200
    assert accounts.owner_of(world.ALICE) is None
    return last_to(world.ALICE).token


def test_the_owner_gets_back_in_from_the_email_alone(app: Any, alice: Portal, robbed: str) -> None:
    owner = Visitor(app)
    path = f"/restore-address/{robbed}"
    for _ in range(2):
        assert owner.get(path).status == 200
    assert accounts.owner_of(world.ALICE) is None
    leads_to = owner.post(path).location
    assert alice.call("GET", "/v1/account").status == 401  # the thief's sign-in has ended
    owner.get(leads_to)
    assert owner.post(leads_to, {"password": NEW}).location == "/conferences"
    account = accounts.load("alice")
    assert account
    assert [held.normalised for held in account.verified] == [world.ALICE]
    assert account.verified[0].primary
    # The thief has no way back: not by the old password, nor by mail to their address.
    assert Portal(app).sign_in(THIEF, NEW).status == 401
    assert Portal(app).sign_in(world.ALICE, world.PASSWORD).status == 401
    Portal(app).call("POST", "/v1/access", {"email": THIEF})
    assert "/set-password/" not in last_to(THIEF).text
    assert owner.get(path).status == 404


def test_an_address_that_was_there_long_before_stays_verified(app: Any, alice: Portal) -> None:
    _add(alice, HOME)
    AddressItem(account_key("alice"), address_key(HOME)).update(
        [AddressItem.confirmed_at.set(NOW - timedelta(days=60))]
    )
    alice.call("DELETE", f"/v1/account/addresses/{address_id(world.ALICE)}")
    owner = Visitor(app)
    owner.get(f"/restore-address/{last_to(world.ALICE).token}")
    owner.post(f"/restore-address/{last_to(world.ALICE).token}")
    account = accounts.load("alice")
    assert account
    assert {held.normalised for held in account.verified} == {HOME, world.ALICE}
    assert [held.normalised for held in account.addresses if held.primary] == [world.ALICE]


def test_the_link_ends_after_seven_days_and_where_another_account_has_the_address(
    app: Any, robbed: str, charlie: Portal
) -> None:
    with pytest.raises(NotFound):
        restore_address.look(robbed, "192.0.2.1", datetime.now(UTC) + timedelta(days=7))
    _add(charlie, world.ALICE)
    before = everything()
    assert Visitor(app).get(f"/restore-address/{robbed}").status == 404
    with pytest.raises(NotFound):
        restore_address.restore(robbed, "192.0.2.1", NOW)
    assert everything() == before


# Unless the removal was confirmed from an address that had been there for thirty days


def _older(address: str, days: int) -> None:
    AddressItem(account_key("alice"), address_key(address)).update(
        [AddressItem.confirmed_at.set(NOW - timedelta(days=days))]
    )


def _remove_alices(alice: Portal) -> None:
    path = f"/v1/account/addresses/{address_id(world.ALICE)}"
    assert alice.call("DELETE", path).status == 200


def test_a_removal_confirmed_from_an_old_address_is_final(app: Any, alice: Portal) -> None:
    _add(alice, HOME)
    _older(HOME, 30)
    _remove_alices(alice)
    restores = f"/restore-address/{last_to(world.ALICE).token}"
    confirms = f"/confirm-removal/{last_to(HOME).token}"
    reader = Visitor(app)
    for _ in range(2):
        assert world.ALICE in reader.get(confirms).words
    assert Visitor(app).get(restores).status == 200  # asking confirms nothing
    done = reader.post(confirms)
    assert done.status == 200
    assert "can no longer be put back" in done.words
    assert Visitor(app).get(restores).status == 404
    assert reader.get(confirms).status == 404
    assert accounts.owner_of(world.ALICE) is None


def test_no_younger_address_confirms_a_removal(app: Any, alice: Portal) -> None:
    """A thief's own, above all."""
    _add(alice, HOME)
    _older(HOME, 29)
    _remove_alices(alice)
    assert "/confirm-removal/" not in last_to(HOME).text
    assert Visitor(app).get(f"/restore-address/{last_to(world.ALICE).token}").status == 200


def test_a_confirmation_ends_with_its_address_its_week_and_the_restoration(
    app: Any, alice: Portal
) -> None:
    _add(alice, HOME)
    _older(HOME, 60)
    _remove_alices(alice)
    token = last_to(HOME).token
    with pytest.raises(NotFound):
        removal_links.look(token, "192.0.2.1", datetime.now(UTC) + timedelta(days=7))
    owner = Visitor(app)
    restores = f"/restore-address/{last_to(world.ALICE).token}"
    owner.get(restores)
    assert owner.post(restores).status == 303
    reader = Visitor(app)
    reader.get(f"/confirm-removal/{token}")
    assert reader.post(f"/confirm-removal/{token}").status == 404
    OwnerItem(email_key(HOME), OWNER).delete()
    assert reader.get(f"/confirm-removal/{token}").status == 404
