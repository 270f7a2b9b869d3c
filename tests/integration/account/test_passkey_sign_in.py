"""Signing in with a passkey: what was signed counts once, for its browser, its purpose and its person."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.domain.device import Device, Via
from chalicelib.domain.passkey import Ceremony
from chalicelib.errors import Unauthorized
from chalicelib.services.people import (
    passkey_answers,
    passkey_options,
    passkeys,
    throttle,
)
from tests.support.authenticator import Authenticator
from tests.support.browser import Visitor
from tests.support.changed_settings import settings_with
from tests.support.limits import counted, most
from tests.support.passkey_walks import NETWORK, add, challenge, signed_in


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
    add(hers, phone)
    visitor, refused = signed_in(app, Authenticator(keys=phone.keys, **wrong))
    assert refused.status == 401
    assert passkey_answers.REFUSED in refused.words
    assert visitor.get("/account").location.startswith("/sign-in")


def test_each_challenge_counts_once_for_its_browser_and_its_purpose(
    app: Any, hers: Visitor, phone: Authenticator
) -> None:
    add(hers, phone)
    mallory, visitor = Visitor(app), Visitor(app)
    for one in (mallory, visitor):
        one.get("/sign-in")
    signed = phone.get(challenge(visitor, "/sign-in/passkey/challenge"))
    # Another browser has nothing of what was signed here.
    assert mallory.post("/sign-in/passkey", {"passkey": signed}).status == 401
    signed = phone.get(challenge(visitor, "/sign-in/passkey/challenge"))
    assert visitor.post("/sign-in/passkey", {"passkey": signed}).status == 303
    again = Visitor(app)
    again.cookies = {n: v for n, v in visitor.cookies.items() if "form" in n}
    again.get("/sign-in")
    assert again.post("/sign-in/passkey", {"passkey": signed}).status == 401
    # What was asked as proof is no sign-in.
    for_proof = phone.get(challenge(hers, "/account/passkeys/challenge"))
    assert hers.post("/sign-in/passkey", {"passkey": for_proof}).status == 401


def test_a_challenge_ends_after_ten_minutes(hers: Visitor, phone: Authenticator) -> None:
    add(hers, phone)
    now, device = datetime.now(UTC), Device(Via.COOKIE, "A browser")

    def sign_in(minutes: int) -> str:
        signed = phone.get(json.loads(passkey_options.to_sign_in("secret", NETWORK, now)))
        later = now + timedelta(minutes=minutes)
        return passkeys.sign_in(signed, "secret", NETWORK, later, device).account.id

    assert sign_in(9) == "alice"
    with pytest.raises(Unauthorized):
        sign_in(11)


def test_a_copied_key_is_told_by_its_count(app: Any, hers: Visitor, phone: Authenticator) -> None:
    add(hers, phone)
    assert signed_in(app, phone)[1].status == 303
    phone.keys[0].count = 0
    assert signed_in(app, phone)[1].status == 401


def test_one_that_does_not_count_signs_in_again_and_again(app: Any, hers: Visitor) -> None:
    synced = Authenticator(counts=False)
    add(hers, synced)
    assert [signed_in(app, synced)[1].status for _ in range(3)] == [303] * 3


def test_nobody_signs_in_with_anothers_handle(
    app: Any, hers: Visitor, phone: Authenticator
) -> None:
    add(hers, phone)
    phone.keys[0].user_handle = "A" * 43
    assert signed_in(app, phone)[1].status == 401


def test_right_sign_ins_leave_the_counter_as_it_was(
    app: Any, hers: Visitor, phone: Authenticator
) -> None:
    add(hers, phone)
    now = datetime.now(UTC)
    assert counted("passkey-account", "alice", now) == 0
    for _ in range(3):
        signed_in(app, phone)
    assert counted("passkey-network", NETWORK, now) == 0
    visitor = Visitor(app)
    visitor.get("/sign-in")
    challenge(visitor, "/sign-in/passkey/challenge")
    assert counted("passkey-network", NETWORK, now) == 1


@pytest.mark.usefixtures("one_window")
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
    assert challenge(visitor, "/sign-in/passkey/challenge")["status"] == 429


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
