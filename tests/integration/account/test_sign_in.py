"""Signing in: hashes, throttling, and what a refusal tells."""

import contextlib
import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import bcrypt
import pytest
from argon2 import PasswordHasher

from chalicelib.domain.device import Via
from chalicelib.errors import TooManyRequests, Unauthorized
from chalicelib.services.people import even_answers, guesses, password_hashes, throttle
from chalicelib.services.people.password_hashes import hash_password, matches, outdated
from chalicelib.services.people.sign_in import sign_in
from chalicelib.store.people import accounts, imported_accounts
from samples import world
from tests.support import limits
from tests.support.changed_settings import settings_with
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


def _wrong(email: str, network: str) -> None:
    with pytest.raises(Unauthorized):
        sign_in(email, "wrong", network, NOW)


def test_tries_from_one_place_end_until_the_next_window(people: None) -> None:
    for _ in range(limits.most("guess")):
        _wrong(world.ALICE, HERE)
    with pytest.raises(TooManyRequests) as refused:
        sign_in(world.ALICE, world.PASSWORD, HERE, NOW)  # not even the right one
    later = NOW + timedelta(seconds=refused.value.retry_after)
    assert sign_in(world.ALICE, world.PASSWORD, HERE, later).token


def test_who_signed_in_here_before_is_held_up_by_no_outsider(people: None) -> None:
    sign_in(world.ALICE, world.PASSWORD, HERE, NOW)
    for number in range(limits.most("guess-account")):
        _wrong(world.ALICE, f"198.51.100.{number}")
    with pytest.raises(TooManyRequests):
        sign_in(world.ALICE, world.PASSWORD, "203.0.113.9", NOW)
    assert sign_in(world.ALICE, world.PASSWORD, HERE, NOW).token


def test_many_accounts_from_one_network_are_slowed_down(
    people: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    _few(monkeypatch, limit_guesses_network=30)
    for number in range(30):
        _wrong(f"person{number}@school.example", HERE)
    with pytest.raises(TooManyRequests):
        sign_in("one.more@school.example", "wrong", HERE, NOW)
    assert sign_in(world.ALICE, world.PASSWORD, ELSEWHERE, NOW).token


@pytest.mark.usefixtures("one_window")
def test_the_wait_is_said_in_the_answer(app: Any, people: None) -> None:
    for _ in range(limits.most("guess")):
        Portal(app).sign_in(world.ALICE, "wrong")
    refused = Portal(app).sign_in(world.ALICE, world.PASSWORD)
    assert refused.status == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 900


def test_mistyping_costs_the_network_nothing_in_the_end(people: None) -> None:
    for _ in range(2):
        _wrong(world.ALICE, HERE)
    assert limits.counted("guess-network", HERE, NOW) == 2
    sign_in(world.ALICE, world.PASSWORD, HERE, NOW)
    assert limits.counted("guess-network", HERE, NOW) == 0
    assert limits.counted("guess-account", world.ALICE, NOW) == 0


def test_right_sign_ins_alone_lower_no_shared_counter(people: None) -> None:
    """Mallory (here: Bob) has an account, and guesses at Alice's between sign-ins of their own."""
    for _ in range(5):
        _wrong(world.ALICE, HERE)
        sign_in(world.BOB, world.PASSWORD, HERE, NOW)
    assert limits.counted("guess-network", HERE, NOW) == 5
    assert limits.counted("guess-account", world.ALICE, NOW) == 5


def test_a_debt_is_paid_back_once_however_many_ask(people: None) -> None:
    for _ in range(3):
        _wrong(world.ALICE, HERE)
    first, second = (guesses.begin(world.ALICE, HERE, NOW) for _ in range(2))
    guesses.right(first)
    guesses.right(second)
    assert limits.counted("guess-network", HERE, NOW) == 0
    _wrong(world.CHARLIE, HERE)
    assert limits.counted("guess-network", HERE, NOW) == 1


def test_a_refused_try_takes_nothing_from_its_network(people: None) -> None:
    for number in range(limits.most("guess-account")):
        _wrong(world.ALICE, f"198.51.100.{number}")
    for _ in range(5):
        with pytest.raises(TooManyRequests):
            sign_in(world.ALICE, "wrong", HERE, NOW)
    assert limits.counted("guess-network", HERE, NOW) == 0


@pytest.mark.parametrize("right_ones", [0, 1])
def test_of_tries_at_once_as_many_are_looked_at_as_the_limit_has(
    people: None, monkeypatch: pytest.MonkeyPatch, right_ones: int
) -> None:
    """Case 8, and rule 11 by its own arithmetic: right sign-ins among them buy no further look."""
    _few(monkeypatch, limit_guesses_network=12)
    looks: list[str] = []

    def look(password: str, known_hash: str | None) -> bool:
        looks.append(password)
        time.sleep(0.01)
        return password == world.PASSWORD

    monkeypatch.setattr("chalicelib.services.people.sign_in.matches", look)

    def one(number: int) -> None:
        with contextlib.suppress(Unauthorized, TooManyRequests):
            sign_in(f"person{number}@school.example", "wrong", HERE, NOW)
        for _ in range(right_ones):
            with contextlib.suppress(TooManyRequests):
                sign_in(world.BOB, world.PASSWORD, HERE, NOW)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(40)))
    assert looks.count("wrong") <= 12
    assert looks.count("wrong") > 0


def _few(monkeypatch: pytest.MonkeyPatch, **changes: int) -> None:
    lower = settings_with(**changes)
    monkeypatch.setattr(throttle, "settings", lambda: lower)


def test_a_sign_in_ends_when_unused_and_when_old(people: None) -> None:
    from chalicelib.services.people.authenticate import authenticate

    token = sign_in(world.ALICE, world.PASSWORD, HERE, NOW).token
    at = NOW
    for _ in range(3):
        at += timedelta(days=9)
        assert authenticate(token, at, Via.BEARER).account.id == "alice"
    with pytest.raises(Unauthorized):
        authenticate(token, NOW + timedelta(days=30), Via.BEARER)
    token = sign_in(world.ALICE, world.PASSWORD, HERE, NOW).token
    with pytest.raises(Unauthorized):
        authenticate(token, NOW + timedelta(days=14, seconds=1), Via.BEARER)


def test_no_token_is_stored(people: None) -> None:
    from tests.support.tables import everything

    token = sign_in(world.ALICE, world.PASSWORD, HERE, NOW).token
    assert len(token) >= 43  # 256 bits in base64
    assert token not in str(everything())


def test_a_refusal_comes_no_earlier_than_the_set_time_and_a_sign_in_at_once(
    people: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    slow = settings_with(even_answer_seconds=60.0)
    monkeypatch.setattr(even_answers, "settings", lambda: slow)
    monkeypatch.setattr(even_answers.time, "sleep", waits.append)
    sign_in(world.ALICE, world.PASSWORD, HERE, NOW)
    assert waits == []
    for email in (world.ALICE, "nobody@else.example"):
        with pytest.raises(Unauthorized):
            sign_in(email, "wrong", HERE, NOW)
    assert len(waits) == 2
    assert all(0 < wait <= 60 for wait in waits)
