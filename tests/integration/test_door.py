"""A small run of bench/door.py: an honest crowd gets in, an attacker stays within the bounds."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from unittest.mock import patch

import pytest

from bench import door
from bench.door_memory import in_memory
from bench.door_parts import RIGHT, WRONG, tried
from bench.door_waits import Try, rows_of
from chalicelib.services.people import sign_in, throttle
from chalicelib.services.people.guesses import known
from chalicelib.services.people.memory import remember
from chalicelib.store.people import limits
from samples import world
from tests.support.changed_settings import settings_with


@pytest.fixture(autouse=True)
def cheap_looks(aws: None) -> Iterator[None]:
    world.hold()
    with (
        patch.object(sign_in, "matches", door.look),
        patch.object(sign_in, "outdated", lambda _: False),
    ):
        yield


def test_a_crowd_behind_one_address_gets_in_without_waiting() -> None:
    signed_in, refused, wait, busiest = door.crowd(25)
    assert (signed_in.seen, refused.seen) == (25, 0)
    assert wait.seen > 0.45
    assert all(row.holds for row in (wait, busiest))


def test_a_wait_is_seen_when_all_come_at_once_and_functions_are_few() -> None:
    at_once = [Try(door.BEGIN, 0.1)] * 300
    longest, _ = rows_of(at_once * 5)
    assert (longest.holds, longest.seen > 5) == (False, True)
    longest, busiest = rows_of(at_once[:100])
    assert longest.holds
    assert (busiest.seen, busiest.holds) == (100, False)


def test_an_attacker_at_once_gets_as_many_looks_as_the_limit_has() -> None:
    [row] = door.guessing(1_000, 40, at_once=True)
    assert 0 < row.seen <= row.bound < 40


def test_emails_go_to_who_is_registered_and_to_unknown_ones_within_bounds() -> None:
    known, unknown, mailbox = door.emails(25, 40, 1)
    assert known.seen == 25
    assert unknown.seen == unknown.bound < 40
    assert mailbox.seen <= mailbox.bound


def test_a_spent_budget_changes_neither_answer_nor_what_known_addresses_get(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from chalicelib.services.people import reset_password, throttle
    from tests.support.mail import inbox

    world.people()
    few = settings_with(limit_mail_unknown=1)
    monkeypatch.setattr(throttle, "settings", lambda: few)
    for number in range(4):
        reset_password.ask(f"nobody{number}@else.example", f"192.0.2.{number}", door.BEGIN)
    reset_password.ask(world.ALICE, "192.0.2.9", door.BEGIN)
    assert [mail.to for mail in inbox()] == ["nobody0@else.example", world.ALICE]


ATTACKED = "192.0.2.77"


@pytest.mark.parametrize(("store", "requests"), [("memory", 600), ("tables", 48)])
def test_an_attacker_with_an_account_gets_no_more_looks_than_the_limit(
    monkeypatch: pytest.MonkeyPatch, store: str, requests: int
) -> None:
    few = settings_with(limit_guesses_network=requests // 6)
    monkeypatch.setattr(throttle, "settings", lambda: few)
    with in_memory() if store == "memory" else nullcontext():
        own = door.account("mallory")
        kinds: Counter[str] = Counter()

        def request(number: int) -> None:
            if number % 2:
                tried(own, RIGHT, ATTACKED, door.BEGIN)
            else:
                kinds[tried(f"nobody{number}@x.example", WRONG, ATTACKED, door.BEGIN)] += 1

        with ThreadPoolExecutor(16) as threads:
            list(threads.map(request, range(requests)))
    # Each look is counted; right sign-ins, in flight, may hold units that a guess would have got.
    assert requests // 6 - 16 <= kinds["looked at"] <= requests // 6
    assert kinds["refused"] >= requests // 2 - requests // 6


def test_600_guesses_at_one_account_from_600_networks_get_what_the_account_allows() -> None:
    with in_memory():
        own, victim = door.account("mallory"), door.account("victim")
        kinds: Counter[str] = Counter()

        def request(number: int) -> None:
            network = f"10.0.{number // 250}.{number % 250}"
            tried(own, RIGHT, network, door.BEGIN)
            kinds[tried(victim, WRONG, network, door.BEGIN)] += 1

        with ThreadPoolExecutor(16) as threads:
            list(threads.map(request, range(600)))
        assert kinds["looked at"] == throttle.limit_of("guess-account").most
        # Their own person still gets in, from where they were before.
        remember([known(victim, "home")], door.BEGIN)
        assert tried(victim, RIGHT, "home", door.BEGIN) == "in"


def test_right_sign_ins_alone_never_lower_a_shared_counter() -> None:
    own = door.account("mallory")
    for number in range(5):
        assert tried(f"nobody{number}@x.example", WRONG, ATTACKED, door.BEGIN) == "looked at"
    counter = throttle.counter_of("guess-network", ATTACKED, door.BEGIN)
    assert limits.counted(counter) == 5
    for _ in range(8):
        assert tried(own, RIGHT, ATTACKED, door.BEGIN) == "in"
    assert limits.counted(counter) == 5
