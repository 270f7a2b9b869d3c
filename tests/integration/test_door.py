"""A small run of bench/door.py: an honest crowd gets in, an attacker stays within the bounds."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest

from bench import door
from chalicelib.services.people import sign_in
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
    signed_in, waiting = door.crowd(25)
    assert (signed_in.seen, waiting.seen) == (25, 0)


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
