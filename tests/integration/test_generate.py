"""Generate: whole or not at all, one certificate and one round however often it is pressed."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from moto.dynamodb.responses import DynamoHandler
from pynamodb.exceptions import TransactWriteError

from chalicelib.errors import Conflict, TooManyRequests
from chalicelib.services.certificates.generate import generate
from chalicelib.services.certificates.rounds import Generated
from chalicelib.services.claims.open_conference import open_conference
from chalicelib.services.people import throttle
from chalicelib.store.claims import claims
from chalicelib.store.people import accounts
from samples import world
from tests.support import faults
from tests.support.changed_settings import settings_with
from tests.support.client import Portal, run_consumer
from tests.support.mailroom import mails_to, messages_waiting
from tests.support.tables import everything


@pytest.fixture
def claimed(alice: Portal) -> Portal:
    alice.claim("spring", "opening")
    return alice


def _now() -> datetime:
    return datetime.now(UTC)


def _press(now: datetime | None = None) -> Generated:
    account = accounts.load("alice")
    assert account is not None
    pressed_at = now or _now()
    opened = open_conference(account, "spring", pressed_at)
    return generate(opened, None, None, pressed_at)


@pytest.fixture
def pressed_twice(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Generated]]:
    """Two presses that both have decided before either writes."""
    lock, original = threading.Lock(), DynamoHandler.call_action

    def one_at_a_time(handler: Any) -> Any:
        with lock:  # moto's tables are not safe for threads
            return original(handler)

    monkeypatch.setattr(DynamoHandler, "call_action", one_at_a_time)

    def run(*nows: Any) -> list[Generated]:
        barrier, waited, done = threading.Barrier(2), threading.local(), []

        def meet(**_: Any) -> None:
            if not getattr(waited, "once", False):
                waited.once = True
                barrier.wait(timeout=10)

        with faults.before("TransactWriteItems", meet):
            threads = [
                threading.Thread(target=lambda now=now: done.append(_press(now))) for now in nows
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        return done

    return run


def test_pressed_twice_at_once_makes_one_certificate_and_one_round(
    app: Any, claimed: Portal, pressed_twice: Callable[..., list[Generated]]
) -> None:
    first, second = pressed_twice(*[_now()] * 2)
    assert first.certificate.public_id == second.certificate.public_id
    assert sorted([first.started, second.started]) == [False, True]
    held = claims.at_conference("alice", "spring")
    assert [(c.location.number, c.round) for c in held.certificates] == [(1, 1)]
    assert messages_waiting() == 1
    run_consumer(app)
    assert mails_to() == {world.ALICE: 1}


def test_a_second_round_asked_for_twice_at_once_is_one_round(
    app: Any, claimed: Portal, pressed_twice: Callable[..., list[Generated]]
) -> None:
    _press()
    run_consumer(app)
    later = _now() + timedelta(minutes=2)
    done = pressed_twice(later, later + timedelta(milliseconds=1))
    assert sorted(one.started for one in done) == [False, True]
    assert {one.certificate.round for one in done} == {2}
    assert messages_waiting() == 1
    run_consumer(app)
    assert mails_to() == {world.ALICE: 2}


def test_pressed_again_within_a_minute_answers_with_the_round_there_is(
    app: Any, claimed: Portal
) -> None:
    first = claimed.generate("spring")
    again = claimed.generate("spring")
    run_consumer(app)
    done = claimed.generate("spring")
    assert [first.status, again.status, done.status] == [202, 200, 200]
    assert {answer.json["id"] for answer in (first, again, done)} == {first.json["id"]}
    assert {answer.json["round"] for answer in (first, again, done)} == {1}
    assert messages_waiting() == 0


def test_a_write_that_fails_changes_nothing(claimed: Portal) -> None:
    before = everything()
    with (
        faults.before("TransactWriteItems", faults.error("InternalServerError")),
        pytest.raises(TransactWriteError),
    ):
        _press()
    assert everything() == before
    assert messages_waiting() == 0
    assert _press().started


def test_a_write_that_took_effect_and_was_refused_on_its_repetition_is_ours(
    app: Any, claimed: Portal
) -> None:
    with faults.before("TransactWriteItems", faults.repeated()):
        done = _press()
    assert done.started
    assert messages_waiting() == 1
    run_consumer(app)
    with faults.before("TransactWriteItems", faults.repeated()):
        again = _press(_now() + timedelta(minutes=2))
    assert (again.started, again.certificate.round) == (True, 2)
    assert messages_waiting() == 1


def test_a_write_that_others_keep_beating_is_a_conflict(claimed: Portal) -> None:
    with (
        faults.before("TransactWriteItems", faults.cancelled(times=3)),
        pytest.raises(Conflict),
    ):
        _press()


def test_a_message_that_sqs_does_not_take_loses_nothing(claimed: Portal) -> None:
    with faults.before("SendMessage", faults.error("ServiceUnavailable")):
        answer = claimed.generate("spring")
    assert answer.status == 202
    assert messages_waiting() == 0
    assert claimed.call("GET", f"/v1/certificates/{answer.json['id']}").json["status"] == "queued"


def test_without_a_deliverable_address_the_pdf_is_still_made(app: Any, claimed: Portal) -> None:
    from chalicelib.store.accounts_table import AddressItem
    from chalicelib.store.keys import account_key

    AddressItem(account_key("alice"), f"ADDRESS#{world.ALICE}").update(
        [AddressItem.deliverable.set(False)]
    )
    answer = claimed.generate("spring")
    assert (answer.status, answer.json["recipients"]) == (202, [])
    assert answer.json["message"].startswith("None of your addresses can receive email now.")
    run_consumer(app)
    assert mails_to() == {}
    assert claimed.call("GET", f"/v1/certificates/{answer.json['id']}/pdf").status == 302


def test_changing_names_make_no_more_certificates_than_the_limit_has_not_even_at_once(
    claimed: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "settings", lambda: settings_with(limit_generate_minute=2))
    account, now = accounts.load("alice"), datetime(2026, 11, 26, 9, 30, 20, tzinfo=UTC)
    assert account is not None
    opened = [open_conference(account, "spring", now) for _ in range(3)]  # before any is made
    for number in (0, 1):
        assert generate(opened[number], f"Alice {number}", None, now).started
    with pytest.raises(TooManyRequests) as refused:
        generate(opened[2], "Alice 2", None, now)
    assert refused.value.headers["Retry-After"] == "40"
    assert len(claims.at_conference("alice", "spring").certificates) == 2
    assert generate(opened[2], "Alice 2", None, now + timedelta(seconds=40)).started
