"""Passkeys: added, named, removed, signed in with, and given as proof; by their owner alone."""

import html
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.domain.device import Device, Via
from chalicelib.domain.limits import MAX_PASSKEYS
from chalicelib.domain.passkey import Ceremony
from chalicelib.errors import Invalid, Unauthorized
from chalicelib.services.people import (
    passkey_answers,
    passkey_options,
    passkeys,
    proof,
    throttle,
)
from chalicelib.services.people.authenticate import authenticate
from chalicelib.store.keys import account_key, passkey_key
from chalicelib.store.passkeys_table import PasskeyItem
from chalicelib.store.people import accounts, tokens
from samples import world
from tests.support.authenticator import Authenticator
from tests.support.browser import Page, Visitor
from tests.support.changed_settings import settings_with
from tests.support.client import Portal
from tests.support.limits import counted, most
from tests.support.mail import inbox, last_to
from tests.support.tables import everything

NETWORK = "127.0.0.1"
NEW = "seven old bicycles rusting"


@pytest.fixture
def phone() -> Authenticator:
    return Authenticator()


@pytest.fixture
def hers(app: Any, people: None) -> Visitor:
    """Alice's, with the password given a moment ago."""
    visitor = Visitor(app)
    visitor.sign_in(world.ALICE, world.PASSWORD)
    visitor.get("/account")
    visitor.prove()
    return visitor


def _options(page: Page) -> Any:
    found = re.search(r'data-options="([^"]*)"', page.text)
    assert found, page.words
    return json.loads(html.unescape(found[1]))


def _add(visitor: Visitor, phone: Authenticator, name: str = "My phone") -> Page:
    options = _options(visitor.post("/account/passkeys/new"))
    return visitor.post("/account/passkeys", {"name": name, "made": phone.create(options)})


def _challenge(visitor: Visitor, path: str) -> Any:
    answer = visitor.post(
        path, **{"Content-Type": "application/json", "X-CSRF-Token": visitor.token}
    )
    return json.loads(answer.text)


def _sign_in(app: Any, phone: Authenticator, **changed: str) -> tuple[Visitor, Page]:
    visitor = Visitor(app)
    visitor.get("/sign-in")
    signed = phone.get(_challenge(visitor, "/sign-in/passkey/challenge"))
    return visitor, visitor.post("/sign-in/passkey", {"passkey": signed, **changed})


def _held() -> Any:
    account = accounts.load("alice")
    assert account
    return account.passkeys


def _proven(token: str, now: datetime) -> bool:
    return proof.holds(authenticate(token, datetime.now(UTC), Via.COOKIE).proved_at, now)


def _used_passkey(token: str, now: datetime, within: timedelta) -> bool:
    passkey_at = authenticate(token, datetime.now(UTC), Via.COOKIE).passkey_at
    return proof.used_passkey(passkey_at, now, within)


def test_a_passkey_is_added_told_of_and_signs_in(
    app: Any, hers: Visitor, phone: Authenticator
) -> None:
    assert _add(hers, phone).location == "/account/passkeys?done=added"
    assert "My phone" in last_to(world.ALICE).text
    assert "My phone" in hers.get("/account/passkeys").words
    assert "not used yet" in hers.get("/account/passkeys").words
    visitor, done = _sign_in(app, phone, next="/certificates")
    assert (done.status, done.location) == (303, "/certificates")
    assert "alice" in visitor.get("/account").text
    assert _held()[0].last_used_at is not None
    assert _held()[0].sign_count == 2


def test_the_browser_is_asked_for_one_that_knows_its_person(hers: Visitor) -> None:
    options = _options(hers.post("/account/passkeys/new"))
    assert options["rp"] == {"name": "CEU Portal", "id": "ceu.example.org"}
    chosen = options["authenticatorSelection"]
    assert (chosen["residentKey"], chosen["userVerification"]) == ("required", "required")
    assert options["user"]["name"] == world.ALICE
    # What an authenticator hands to others says nothing of the person.
    assert len(options["user"]["id"]) == 43
    again = _options(hers.post("/account/passkeys/new"))
    assert again["challenge"] != options["challenge"]


def test_the_account_has_one_handle_for_all_its_passkeys(
    app: Any, hers: Visitor, phone: Authenticator
) -> None:
    _add(hers, phone)
    options = _options(hers.post("/account/passkeys/new"))
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
    refused = _add(hers, Authenticator(**wrong))
    assert refused.status == 422
    assert passkey_answers.REFUSED in refused.words
    assert _held() == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://ceu.example.net"},
        {"rp_id": "example.org"},
        {"verifies": False},
    ],
    ids=str,
)
def test_a_sign_in_elsewhere_or_without_asking_its_person_is_refused(
    app: Any, hers: Visitor, phone: Authenticator, wrong: dict[str, Any]
) -> None:
    _add(hers, phone)
    visitor, refused = _sign_in(app, Authenticator(keys=phone.keys, **wrong))
    assert refused.status == 401
    assert passkey_answers.REFUSED in refused.words
    assert visitor.get("/account").location.startswith("/sign-in")


def test_each_challenge_counts_once_for_its_browser_and_its_purpose(
    app: Any, hers: Visitor, phone: Authenticator
) -> None:
    _add(hers, phone)
    mallory, visitor = Visitor(app), Visitor(app)
    for one in (mallory, visitor):
        one.get("/sign-in")
    signed = phone.get(_challenge(visitor, "/sign-in/passkey/challenge"))
    # Another browser has nothing of what was signed here.
    assert mallory.post("/sign-in/passkey", {"passkey": signed}).status == 401
    signed = phone.get(_challenge(visitor, "/sign-in/passkey/challenge"))
    assert visitor.post("/sign-in/passkey", {"passkey": signed}).status == 303
    again = Visitor(app)
    again.cookies = {n: v for n, v in visitor.cookies.items() if "form" in n}
    again.get("/sign-in")
    assert again.post("/sign-in/passkey", {"passkey": signed}).status == 401
    # What was asked as proof is no sign-in.
    for_proof = phone.get(_challenge(hers, "/account/passkeys/challenge"))
    assert hers.post("/sign-in/passkey", {"passkey": for_proof}).status == 401


def test_a_challenge_ends_after_ten_minutes(hers: Visitor, phone: Authenticator) -> None:
    _add(hers, phone)
    now, device = datetime.now(UTC), Device(Via.COOKIE, "A browser")

    def sign_in(minutes: int) -> str:
        signed = phone.get(json.loads(passkey_options.to_sign_in("secret", NETWORK, now)))
        later = now + timedelta(minutes=minutes)
        return passkeys.sign_in(signed, "secret", NETWORK, later, device).account.id

    assert sign_in(9) == "alice"
    with pytest.raises(Unauthorized):
        sign_in(11)


def test_a_copied_key_is_told_by_its_count(app: Any, hers: Visitor, phone: Authenticator) -> None:
    _add(hers, phone)
    assert _sign_in(app, phone)[1].status == 303
    phone.keys[0].count = 0
    assert _sign_in(app, phone)[1].status == 401


def test_one_that_does_not_count_signs_in_again_and_again(app: Any, hers: Visitor) -> None:
    synced = Authenticator(counts=False)
    _add(hers, synced)
    assert [_sign_in(app, synced)[1].status for _ in range(3)] == [303] * 3


def test_nobody_signs_in_with_anothers_handle(
    app: Any, hers: Visitor, phone: Authenticator
) -> None:
    _add(hers, phone)
    phone.keys[0].user_handle = "A" * 43
    assert _sign_in(app, phone)[1].status == 401


def test_a_passkey_belongs_to_one_account(app: Any, hers: Visitor, phone: Authenticator) -> None:
    _add(hers, phone)
    charlie = Visitor(app)
    charlie.sign_in(world.CHARLIE, world.PASSWORD)
    charlie.get("/account")
    charlie.prove()
    options = _options(charlie.post("/account/passkeys/new"))
    made = Authenticator().create(options, phone.keys[0].credential_id)
    refused = charlie.post("/account/passkeys", {"made": made})
    assert refused.status == 422
    assert "on an account already" in refused.words
    before = everything()
    for act in ("name", "remove"):
        path = f"/account/passkeys/{_held()[0].id}/{act}"
        assert charlie.post(path, {"name": "Mine"}).status == 404
    assert everything() == before


def test_a_passkey_is_named_and_removed_and_each_address_told(
    app: Any, hers: Visitor, phone: Authenticator
) -> None:
    _add(hers, phone)
    path = f"/account/passkeys/{_held()[0].id}"
    hers.get("/account/passkeys")
    assert hers.post(f"{path}/name", {"name": " Old\u202e phone "}).status == 303
    assert _held()[0].name == "Old phone"
    assert hers.post(f"{path}/name", {"name": " "}).status == 422
    assert hers.post(f"{path}/remove").location == "/account/passkeys?done=removed"
    assert _held() == ()
    assert "Old phone" in last_to(world.ALICE).text
    assert hers.get("/account").status == 200  # no sign-in ends
    assert _sign_in(app, phone)[1].status == 401


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
        assert (refused.status, _held()) == (422, ()), made[:20]
    for number in range(MAX_PASSKEYS):
        assert _add(hers, phone, f"Phone {number}").status == 303
    full = hers.post("/account/passkeys/new")
    assert full.status == 422
    assert f"at most {MAX_PASSKEYS} passkeys" in full.words


def test_two_windows_adding_the_first_make_one_handle(hers: Visitor, phone: Authenticator) -> None:
    first = phone.create(_options(hers.post("/account/passkeys/new")))
    second = phone.create(_options(hers.post("/account/passkeys/new")))
    assert hers.post("/account/passkeys", {"made": first}).status == 303
    assert hers.post("/account/passkeys", {"made": second}).status == 409
    assert len(_held()) == 1


# Proof


def test_a_passkey_is_proof_as_a_password_is(app: Any, hers: Visitor, phone: Authenticator) -> None:
    _add(hers, phone)
    visitor, _ = _sign_in(app, phone)
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
    signed = phone.get(_challenge(visitor, "/account/passkeys/challenge"))
    wrong = {"address": "a@home.example", "passkey": signed[:-9]}
    assert visitor.post("/account/addresses", wrong).status == 422
    done = visitor.post("/account/addresses", {"address": "a@home.example", "passkey": signed})
    assert done.status == 303
    assert _proven(token, datetime.now(UTC))
    assert not _proven(token, datetime.now(UTC) + timedelta(minutes=11))


def test_which_kind_of_proof_was_given_stays_with_the_token(
    app: Any, hers: Visitor, phone: Authenticator
) -> None:
    _add(hers, phone)
    token, half_a_day = hers.cookies["__Host-ceu-sign-in"], timedelta(hours=12)
    assert _proven(token, datetime.now(UTC))
    assert not _used_passkey(token, datetime.now(UTC), half_a_day)
    signed = phone.get(_challenge(hers, "/account/passkeys/challenge"))
    account = accounts.load("alice")
    assert account
    proof.prove_by_passkey(account, token, signed, NETWORK, datetime.now(UTC))
    proof.prove(account, token, world.PASSWORD, "proof", datetime.now(UTC))
    assert _used_passkey(token, datetime.now(UTC), half_a_day)
    assert not _used_passkey(token, datetime.now(UTC) + timedelta(hours=13), half_a_day)


def test_anothers_passkey_is_no_proof(app: Any, hers: Visitor, phone: Authenticator) -> None:
    _add(hers, phone)
    charlie = Visitor(app)
    charlie.sign_in(world.CHARLIE, world.PASSWORD)
    charlie.get("/account")
    charlie.prove()
    own = Authenticator()
    _add(charlie, own)
    token = charlie.cookies["__Host-ceu-sign-in"]
    signed = phone.get(_challenge(charlie, "/account/passkeys/challenge"))
    account = accounts.load("charlie")
    assert account
    with pytest.raises(Invalid):
        proof.prove_by_passkey(account, token, signed, NETWORK, datetime.now(UTC))


# Limits


def test_right_sign_ins_leave_the_counter_as_it_was(
    app: Any, hers: Visitor, phone: Authenticator
) -> None:
    _add(hers, phone)
    now = datetime.now(UTC)
    assert counted("passkey-account", "alice", now) == 0
    for _ in range(3):
        _sign_in(app, phone)
    assert counted("passkey-network", NETWORK, now) == 0
    visitor = Visitor(app)
    visitor.get("/sign-in")
    _challenge(visitor, "/sign-in/passkey/challenge")
    assert counted("passkey-network", NETWORK, now) == 1


def test_challenges_that_nobody_signs_end_soon(
    app: Any, hers: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = settings_with(limit_passkeys_account=2, limit_passkeys_network=3)
    monkeypatch.setattr(throttle, "settings", lambda: few)
    for _ in range(most("passkey-account")):
        assert hers.post("/account/passkeys/new").status == 200
    refused = hers.post("/account/passkeys/new")
    assert refused.status == 429
    assert int(refused.headers["retry-after"]) > 0
    now = datetime.now(UTC)
    for _ in range(most("passkey-network")):
        passkey_options.to_sign_in("secret", NETWORK, now)
    visitor = Visitor(app)
    visitor.get("/sign-in")
    assert _challenge(visitor, "/sign-in/passkey/challenge")["status"] == 429


def test_answers_to_questions_that_nobody_asked_end_soon(phone: Authenticator) -> None:
    phone.create({"user": {"id": "A" * 43}, "challenge": "A" * 43})
    now = datetime.now(UTC)
    refused = []
    for _ in range(most("link-network") + 1):
        with pytest.raises(Exception) as problem:  # noqa: PT011
            passkey_answers.signed(
                phone.get({"challenge": "A" * 43}),
                Ceremony.SIGN_IN,
                "secret",
                NETWORK,
                now,
                lambda _: None,
            )
        refused.append(problem.value.status)  # type: ignore[attr-defined]
    assert refused == [422] * most("link-network") + [429]


# What is a thief's


def test_a_password_chosen_by_email_takes_recent_passkeys_away(
    app: Any, hers: Visitor, phone: Authenticator
) -> None:
    thief = Authenticator()
    _add(hers, phone, "Mine")
    PasskeyItem(account_key("alice"), passkey_key(_held()[0].id)).update(
        [PasskeyItem.created_at.set(datetime.now(UTC) - timedelta(days=8))]
    )
    _add(hers, thief, "Not mine")
    owner = Visitor(app)
    owner.get("/reset-password")
    owner.post("/reset-password", {"email": world.ALICE})
    path = f"/set-password/{last_to(world.ALICE).token}"
    owner.get(path)
    assert owner.post(path, {"password": NEW}).status == 303
    assert [held.name for held in _held()] == ["Mine"]
    assert any("Not mine" in mail.text for mail in inbox(world.ALICE)[-2:])
    assert _sign_in(app, thief)[1].status == 401
    assert _sign_in(app, phone)[1].status == 303


def test_nothing_of_a_passkey_outlives_its_account(
    app: Any, hers: Visitor, phone: Authenticator
) -> None:
    _add(hers, phone)
    exported = json.loads(hers.get("/account/export").text)
    assert [held["name"] for held in exported["passkeys"]] == ["My phone"]
    hers.get("/account/delete")
    assert hers.post("/account/delete").status == 200
    kept = [item["kind"]["S"] for item in everything()["ceu-test-accounts"]]
    assert not {"PASSKEY", "PASSKEY_OWNER"} & set(kept)
    assert _sign_in(app, phone)[1].status == 401


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
    assert _held() == ()
    assert thief.post("/account/passkeys/new").status == 403
    thief.prove()
    assert thief.post("/account/passkeys", {"name": "Mine", "made": made}).status == 303


# The app


def test_the_app_lists_names_and_removes_with_proof(
    app: Any, hers: Visitor, phone: Authenticator
) -> None:
    _add(hers, phone)
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
