"""The sweep: what was accepted and never sent is queued again, and never forgotten."""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.aws import queue
from chalicelib.domain.recovery import FIRST_WAIT, MAX_ATTEMPTS
from chalicelib.services.certificates import sweep as service
from chalicelib.services.certificates.sweep import sweep
from chalicelib.store.certificates import certificates
from samples import world
from tests.support import faults
from tests.support.client import Portal, run_consumer
from tests.support.clock import Clock
from tests.support.mailroom import dead_letters, mails_to, messages_waiting, show_hidden


@pytest.fixture
def clock() -> Clock:
    return Clock()


def _lost(portal: Portal) -> str:
    """The public id of a certificate whose message was lost."""
    portal.claim("spring", "online")
    with faults.before("SendMessage", faults.error("ServiceUnavailable")):
        return str(portal.generate("spring").json["id"])


def test_a_lost_message_is_sent_again_after_15_minutes(
    app: Any, alice: Portal, clock: Clock
) -> None:
    _lost(alice)
    clock.passes(minutes=14)
    assert sweep(clock.now) == 0
    clock.passes(minutes=2)
    assert sweep(clock.now) == 1
    run_consumer(app)
    assert mails_to() == {world.ALICE: 1}
    clock.passes(days=1)
    assert sweep(clock.now) == 0


def test_nothing_is_swept_while_the_queue_has_a_backlog(alice: Portal, clock: Clock) -> None:
    _lost(alice)
    clock.passes(minutes=16)
    queue.send("AAAA-AAAA-AAAA-AAAA", "another")
    assert sweep(clock.now) == 0
    assert messages_waiting() == 1


def test_each_time_it_waits_twice_as_long_and_in_the_end_it_is_failed_and_alarms(
    app: Any, alice: Portal, clock: Clock
) -> None:
    public_id = _lost(alice)
    for attempt in range(MAX_ATTEMPTS):
        clock.passes(minutes=15 * 2**attempt - 1)
        assert sweep(clock.now) == 0, attempt
        clock.passes(minutes=2)
        assert sweep(clock.now) == 1, attempt
        _lose_messages()
    clock.passes(minutes=15 * 2**MAX_ATTEMPTS + 1)
    assert sweep(clock.now) == 0
    assert alice.call("GET", f"/v1/certificates/{public_id}").json["status"] == "failed"
    # The last message ends in the dead-letter queue: it alarms, and redrive finds it there.
    for _ in range(13):
        show_hidden()
        run_consumer(app)
    assert (messages_waiting(), dead_letters()) == (0, 1)
    assert mails_to() == {}


def test_two_sweeps_at_once_queue_it_once(
    alice: Portal, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    _lost(alice)
    clock.passes(minutes=16)
    write = certificates.queued_again

    def beaten(*given: Any) -> bool:
        monkeypatch.setattr(service.certificates, "queued_again", write)
        assert sweep(clock.now + timedelta(seconds=1)) == 1
        return write(*given)

    monkeypatch.setattr(service.certificates, "queued_again", beaten)
    assert sweep(clock.now) == 0
    assert messages_waiting() == 1


def test_what_was_sent_meanwhile_is_not_queued_although_the_index_still_shows_it(
    app: Any, alice: Portal, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    _lost(alice)
    clock.passes(minutes=16)
    stale = list(certificates.unfinished(clock.now))
    sweep(clock.now)
    run_consumer(app)
    monkeypatch.setattr(service.certificates, "unfinished", lambda before: stale)
    clock.passes(days=1)
    assert sweep(clock.now) == 0
    assert messages_waiting() == 0


def test_one_that_cannot_be_swept_holds_up_no_other(
    alice: Portal, bob: Portal, clock: Clock
) -> None:
    _lost(alice)
    _lost(bob)
    clock.passes(minutes=16)
    with faults.before("UpdateItem", faults.error("InternalServerError", times=1)):
        assert sweep(clock.now) == 1
    assert messages_waiting() == 1


def test_the_first_wait_is_longer_than_a_message_stays_hidden() -> None:
    assert timedelta(seconds=720) < FIRST_WAIT


def _lose_messages() -> None:
    from moto.backends import get_backend

    for held in get_backend("sqs")["123456789012"]["us-east-1"].queues.values():
        held._messages.clear()
