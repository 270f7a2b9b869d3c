"""A passkey as proof, and what becomes of passkeys that a thief added."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.domain import sudo
from chalicelib.domain.device import Device, Via
from chalicelib.errors import Invalid
from chalicelib.services.people import (
    passkey_options,
    proof,
)
from chalicelib.services.people.authenticate import authenticate
from chalicelib.store.keys import account_key, passkey_key
from chalicelib.store.passkeys_table import PasskeyItem
from chalicelib.store.people import accounts, tokens
from samples import world
from tests.support.authenticator import Authenticator
from tests.support.browser import Visitor
from tests.support.mail import inbox, last_to
from tests.support.passkey_walks import NETWORK, add, challenge, held, signed_in
from tests.support.tables import everything

NEW = "seven old bicycles rusting"


def _proven(token: str, now: datetime) -> bool:
    return sudo.holds(authenticate(token, datetime.now(UTC), Via.COOKIE).proved_at, now)


def _used_passkey(token: str, now: datetime, within: timedelta) -> bool:
    passkey_at = authenticate(token, datetime.now(UTC), Via.COOKIE).passkey_at
    return sudo.used_passkey(passkey_at, now, within)


def test_a_passkey_is_proof_as_a_password_is(app: Any, hers: Visitor, phone: Authenticator) -> None:
    add(hers, phone)
    visitor, _ = signed_in(app, phone)
    visitor.get("/account")
    token = visitor.cookies["__Host-ceu-sign-in"]
    now = datetime.now(UTC)
    # A sign-in by passkey is no proof, and yet a passkey was used with this token.
    assert not _proven(token, now)
    assert _used_passkey(token, now, timedelta(hours=12))
    asked = visitor.post("/account/addresses", {"address": "a@home.example"})
    assert asked.status == 403
    assert "your password or a passkey" in asked.words
    assert "Use a passkey instead" in asked.words
    signed = phone.get(challenge(visitor, "/account/passkeys/challenge"))
    wrong = {"address": "a@home.example", "passkey": signed[:-9]}
    assert visitor.post("/account/addresses", wrong).status == 422
    done = visitor.post("/account/addresses", {"address": "a@home.example", "passkey": signed})
    assert done.status == 303
    assert _proven(token, datetime.now(UTC))
    assert not _proven(token, datetime.now(UTC) + timedelta(minutes=11))


def test_which_kind_of_proof_was_given_stays_with_the_token(
    app: Any, hers: Visitor, phone: Authenticator
) -> None:
    add(hers, phone)
    token, half_a_day = hers.cookies["__Host-ceu-sign-in"], timedelta(hours=12)
    assert _proven(token, datetime.now(UTC))
    assert not _used_passkey(token, datetime.now(UTC), half_a_day)
    signed = phone.get(challenge(hers, "/account/passkeys/challenge"))
    account = accounts.load("alice")
    assert account
    proof.prove_by_passkey(account, token, signed, NETWORK, datetime.now(UTC))
    proof.prove(account, token, world.PASSWORD, "proof", datetime.now(UTC))
    assert _used_passkey(token, datetime.now(UTC), half_a_day)
    assert not _used_passkey(token, datetime.now(UTC) + timedelta(hours=13), half_a_day)


def test_anothers_passkey_is_no_proof(app: Any, hers: Visitor, phone: Authenticator) -> None:
    add(hers, phone)
    charlie = Visitor(app)
    charlie.sign_in(world.CHARLIE, world.PASSWORD)
    charlie.get("/account")
    charlie.prove()
    own = Authenticator()
    add(charlie, own)
    token = charlie.cookies["__Host-ceu-sign-in"]
    signed = phone.get(challenge(charlie, "/account/passkeys/challenge"))
    account = accounts.load("charlie")
    assert account
    with pytest.raises(Invalid):
        proof.prove_by_passkey(account, token, signed, NETWORK, datetime.now(UTC))


def test_a_password_chosen_by_email_takes_recent_passkeys_away(
    app: Any, hers: Visitor, phone: Authenticator
) -> None:
    thief = Authenticator()
    add(hers, phone, "Mine")
    PasskeyItem(account_key("alice"), passkey_key(held()[0].id)).update(
        [PasskeyItem.created_at.set(datetime.now(UTC) - timedelta(days=8))]
    )
    add(hers, thief, "Not mine")
    owner = Visitor(app)
    owner.get("/reset-password")
    owner.post("/reset-password", {"email": world.ALICE})
    path = f"/set-password/{last_to(world.ALICE).token}"
    owner.get(path)
    assert owner.post(path, {"password": NEW}).status == 303
    assert [one.name for one in held()] == ["Mine"]
    assert any("Not mine" in mail.text for mail in inbox(world.ALICE)[-2:])
    assert signed_in(app, thief)[1].status == 401
    assert signed_in(app, phone)[1].status == 303


def test_nothing_of_a_passkey_outlives_its_account(
    app: Any, hers: Visitor, phone: Authenticator
) -> None:
    add(hers, phone)
    exported = json.loads(hers.get("/account/export").text)
    assert [one["name"] for one in exported["passkeys"]] == ["My phone"]
    hers.get("/account/delete")
    assert hers.post("/account/delete").status == 200
    kept = [item["kind"]["S"] for item in everything()["ceu-test-accounts"]]
    assert not {"PASSKEY", "PASSKEY_OWNER"} & set(kept)
    assert signed_in(app, phone)[1].status == 401


def test_a_stolen_sign_in_adds_no_passkey(app: Any, hers: Visitor) -> None:
    """Not even with an answer that is right: the page that asks for it was proven, this one is not."""
    thief = Visitor(app)
    thief.cookies["__Host-ceu-sign-in"] = token = tokens.issue(
        "alice", 0, datetime.now(UTC), timedelta(days=1), Device(Via.COOKIE, "A browser")
    )
    thief.get("/account")
    account = accounts.load("alice")
    assert account
    options = json.loads(passkey_options.to_add(account, token, datetime.now(UTC)))
    made = Authenticator().create(options)
    refused = thief.post("/account/passkeys", {"name": "Mine", "made": made})
    assert refused.status == 403
    assert held() == ()
    assert thief.post("/account/passkeys/new").status == 403
    thief.prove()
    assert thief.post("/account/passkeys", {"name": "Mine", "made": made}).status == 303
