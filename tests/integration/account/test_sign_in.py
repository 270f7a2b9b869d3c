"""Signing in: hashes, throttling, and what a refusal tells."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import bcrypt
import pytest
from argon2 import PasswordHasher

from chalicelib.errors import TooManyRequests, Unauthorized
from chalicelib.services.people import even_answers, password_hashes, throttle
from chalicelib.services.people.password_hashes import hash_password, matches, outdated
from chalicelib.services.people.sign_in import sign_in
from chalicelib.settings import settings
from chalicelib.store.people import accounts, imported_accounts
from samples import world
from tests.support.client import Portal
from tests.support.hashes import REAL

HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"
NOW = datetime.now(UTC)
LONG = "a password that is longer than bcrypt reads, which is seventy-two bytes, by a few"


def _bcrypt(password: str, rounds: int = 4) -> str:
    return bcrypt.hashpw(password.encode()[:72], bcrypt.gensalt(rounds)).decode()


def _import(password_hash: str | None) -> None:
    imported_accounts.save("dana", "Dana", [("dana@school.example", True)], password_hash, NOW)


@pytest.mark.parametrize(
    "imported",
    [_bcrypt("old password"), PasswordHasher(1, 1024, 1).hash("old password")],
    ids=["bcrypt", "weaker argon2"],
)
def test_an_imported_hash_is_upgraded_silently(people: None, imported: str) -> None:
    _import(imported)
    sign_in("dana@school.example", "old password", HERE, NOW)
    stored = accounts.load("dana")
    assert stored
    assert stored.password_hash
    assert not outdated(stored.password_hash)
    sign_in("dana@school.example", "old password", HERE, NOW)


def test_a_password_longer_than_bcrypt_reads_signs_in(people: None) -> None:
    _import(_bcrypt(LONG))
    sign_in("dana@school.example", LONG, HERE, NOW)
    with pytest.raises(Unauthorized):
        sign_in("dana@school.example", LONG[:72], HERE, NOW)  # upgraded: all of it counts now


def test_the_same_word_typed_on_two_keyboards_signs_in(people: None) -> None:
    world.enrol("dana", "Dana", "dana@school.example", password="caf\u00e9 au lait au lait")
    sign_in("dana@school.example", "cafe\u0301 au lait au lait", HERE, NOW)


def test_every_refusal_is_the_same(app: Any, people: None) -> None:
    _import(None)
    tries = [
        ("nobody@else.example", world.PASSWORD),
        (world.ALICE, "wrong"),
        (world.ALICE, LONG),
        ("dana@school.example", ""),
        ("not an address", world.PASSWORD),
        ("", ""),
    ]
    answers = [Portal(app).sign_in(email, password) for email, password in tries]
    assert {answer.status for answer in answers} == {401}
    assert len({answer.body for answer in answers}) == 1


@pytest.mark.parametrize(
    ("known", "kinds"),
    [
        (None, ["argon2", "bcrypt"]),
        (_bcrypt("x", 4), ["argon2", "bcrypt"]),
        (hash_password("x"), ["argon2", "bcrypt"]),
        (PasswordHasher(1, 1024, 1).hash("x"), ["argon2"]),
    ],
    ids=["none", "bcrypt", "argon2 as set here", "argon2 of another system"],
)
def test_a_refusal_does_the_same_work(
    known: str | None, kinds: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []
    check = password_hashes._check

    def noted(password: str, known_hash: str) -> bool:
        checked.append("bcrypt" if known_hash.startswith("$2") else "argon2")
        return check(password, known_hash)

    monkeypatch.setattr(password_hashes, "_check", noted)
    assert not matches("wrong", known)
    assert sorted(checked) == kinds


def test_the_hashes_checked_in_place_of_none_are_as_strong_as_real_ones() -> None:
    # Read from the file: the tests here put cheaper ones in their place.
    source = Path(password_hashes.__file__).read_text()
    [bcrypt_cost] = re.findall(r'"\$2b\$(\d\d)\$', source)
    assert int(bcrypt_cost) == 12
    parameters = REAL().hash("x").split("$")[3]
    assert f"$argon2id$v=19${parameters}$" in source


def test_tries_from_one_place_are_slowed_down_more_and_more(people: None) -> None:
    waits = []
    at = NOW
    for _ in range(throttle.POLICIES["sign-in"].free + 3):
        with pytest.raises(Unauthorized):
            sign_in(world.ALICE, "wrong", HERE, at)
        try:
            throttle.check("sign-in", f"{world.ALICE} {HERE}", at)
        except TooManyRequests as refused:
            waits.append(refused.retry_after)
            with pytest.raises(TooManyRequests):
                sign_in(world.ALICE, world.PASSWORD, HERE, at)  # not even the right one
            at += timedelta(seconds=refused.retry_after)
    assert waits == sorted(waits)
    assert len(set(waits)) == len(waits) > 2
    assert sign_in(world.ALICE, world.PASSWORD, HERE, at).token


def test_who_signed_in_here_before_is_held_up_by_no_outsider(people: None) -> None:
    sign_in(world.ALICE, world.PASSWORD, HERE, NOW)
    for number in range(throttle.POLICIES["sign-in-account"].free - 1):
        with pytest.raises(Unauthorized):
            sign_in(world.ALICE, "wrong", f"198.51.100.{number}", NOW)
    with pytest.raises(TooManyRequests):
        sign_in(world.ALICE, world.PASSWORD, "203.0.113.9", NOW)
    assert sign_in(world.ALICE, world.PASSWORD, HERE, NOW).token


def test_a_lock_against_strangers_ends_within_five_minutes(people: None) -> None:
    for _ in range(40):
        throttle.record_failure("sign-in-account", world.ALICE, NOW)
    with pytest.raises(TooManyRequests):
        sign_in(world.ALICE, world.PASSWORD, ELSEWHERE, NOW)
    later = NOW + timedelta(minutes=5)
    assert sign_in(world.ALICE, world.PASSWORD, ELSEWHERE, later).token


def test_many_accounts_from_one_network_are_slowed_down(people: None) -> None:
    for number in range(throttle.POLICIES["sign-in-network"].free):
        with pytest.raises(Unauthorized):
            sign_in(f"person{number}@school.example", "wrong", HERE, NOW)
    with pytest.raises(TooManyRequests):
        sign_in("one.more@school.example", "wrong", HERE, NOW)
    assert sign_in(world.ALICE, world.PASSWORD, ELSEWHERE, NOW).token


def test_the_wait_is_said_in_the_answer(app: Any, people: None) -> None:
    for _ in range(throttle.POLICIES["sign-in"].free):
        Portal(app).sign_in(world.ALICE, "wrong")
    refused = Portal(app).sign_in(world.ALICE, world.PASSWORD)
    assert refused.status == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 5


def test_tries_made_at_once_do_not_share_a_turn(people: None) -> None:
    key = ("sign-in", "somebody")
    for _ in range(throttle.POLICIES["sign-in"].free - 1):
        throttle.spend(*key, NOW)
    seen = throttle.throttles.read([key])[key]
    throttle.spend(*key, NOW)  # the other request was faster
    after = throttle.after_try(seen, throttle.POLICIES["sign-in"], NOW)
    assert not throttle.throttles.replace(key, seen, after, NOW + timedelta(days=1))
    with pytest.raises(TooManyRequests):
        throttle.spend(*key, NOW)


def test_a_sign_in_ends_when_unused_and_when_old(people: None) -> None:
    from chalicelib.services.people.authenticate import authenticate

    token = sign_in(world.ALICE, world.PASSWORD, HERE, NOW).token
    at = NOW
    for _ in range(3):
        at += timedelta(days=9)
        assert authenticate(token, at).id == "alice"
    with pytest.raises(Unauthorized):
        authenticate(token, NOW + timedelta(days=30))
    token = sign_in(world.ALICE, world.PASSWORD, HERE, NOW).token
    with pytest.raises(Unauthorized):
        authenticate(token, NOW + timedelta(days=14, seconds=1))


def test_no_token_is_stored(people: None) -> None:
    from tests.support.tables import everything

    token = sign_in(world.ALICE, world.PASSWORD, HERE, NOW).token
    assert len(token) >= 43  # 256 bits in base64
    assert token not in str(everything())


def test_a_refusal_comes_no_earlier_than_the_set_time_and_a_sign_in_at_once(
    people: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    slow = settings().model_copy(update={"even_answer_seconds": 60.0})
    monkeypatch.setattr(even_answers, "settings", lambda: slow)
    monkeypatch.setattr(even_answers.time, "sleep", waits.append)
    sign_in(world.ALICE, world.PASSWORD, HERE, NOW)
    assert waits == []
    for email in (world.ALICE, "nobody@else.example"):
        with pytest.raises(Unauthorized):
            sign_in(email, "wrong", HERE, NOW)
    assert len(waits) == 2
    assert all(0 < wait <= 60 for wait in waits)
