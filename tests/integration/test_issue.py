"""The consumer: each verified address is sent the certificate once, whatever goes wrong around it."""

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chalicelib.aws import queue
from chalicelib.domain import obstacles
from chalicelib.events.retries import MAX_RECEIVE_COUNT
from chalicelib.services.certificates.issue import issue
from chalicelib.services.certificates.send_pending import LEASE, NotAllSent
from chalicelib.store.accounts_table import AddressItem
from chalicelib.store.certificates import certificates, snapshots
from chalicelib.store.keys import account_key
from samples import world
from tests.support import faults, kept_worlds
from tests.support.client import Portal, run_consumer, sqs_event
from tests.support.clock import Clock
from tests.support.mailroom import dead_letters, mails_to, messages_waiting, show_hidden
from tests.support.metrics import counted

ROOT = Path(__file__).resolve().parents[2]
HOME, WORK, OLD = "alice@home.example", "alice@work.example", "alice@old.example"
THREE = [world.ALICE, HOME, WORK]


@pytest.fixture
def alice(app: Any, people: None) -> Portal:
    """Alice with three verified addresses and one that is not, and a selection made."""
    portal = Portal(app)
    portal.token = kept_worlds.made("alice of four addresses claimed", lambda: _claimed(app))
    return portal


def _claimed(app: Any) -> str:
    world.enrol("alice", "Alice Ångström", *THREE)
    AddressItem(account_key("alice"), f"ADDRESS#{OLD}", shown=OLD, verified=False).save()
    portal = Portal(app)
    portal.sign_in(world.ALICE, world.PASSWORD)
    portal.claim("spring", "opening", "online")
    return portal.token


@pytest.fixture
def generated(alice: Portal) -> str:
    """The public id of a queued certificate."""
    return kept_worlds.made("generated", lambda: str(alice.generate("spring").json["id"]))


@pytest.fixture
def consume(app: Any, clock: Clock) -> Callable[[], list[list[str]]]:
    """Receives what waits, hidden or not; returns the failed ids of each batch."""

    def run() -> list[list[str]]:
        show_hidden()
        return [
            [item["itemIdentifier"] for item in answer["batchItemFailures"]]
            for answer in run_consumer(app)
        ]

    return run


Consume = Callable[[], list[list[str]]]


def _shown(alice: Portal, public_id: str) -> tuple[str, dict[str, str]]:
    found = alice.call("GET", f"/v1/certificates/{public_id}").json
    return found["status"], {d["address"]: d["status"] for d in found["deliveries"]}


def test_three_verified_addresses_and_one_unverified_are_sent_exactly_three_mails(
    alice: Portal, generated: str, consume: Consume
) -> None:
    assert consume() == [[]]
    assert mails_to() == dict.fromkeys(THREE, 1)
    assert _shown(alice, generated) == ("sent", dict.fromkeys(THREE, "sent"))
    assert messages_waiting() == 0


def test_the_same_message_five_times_sends_no_mail_twice(
    app: Any, generated: str, consume: Consume
) -> None:
    for _ in range(4):
        queue.send(generated, "again")
    while messages_waiting():
        assert consume() == [[]]
    assert mails_to() == dict.fromkeys(THREE, 1)


def test_two_consumers_of_one_message_at_the_same_instant_send_no_mail_twice(
    generated: str, clock: Clock
) -> None:
    start = threading.Barrier(2)

    def consumer() -> None:
        start.wait()
        with contextlib.suppress(NotAllSent):
            issue(generated, clock)

    threads = [threading.Thread(target=consumer) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert mails_to() == dict.fromkeys(THREE, 1)
    clock.passes(seconds=LEASE.total_seconds() + 1)
    issue(generated, clock)
    assert mails_to() == dict.fromkeys(THREE, 1)


def test_an_address_that_ses_rejects_fails_alone(
    alice: Portal, generated: str, consume: Consume
) -> None:
    with faults.before("SendEmail", faults.error("MessageRejected", about=HOME)):
        assert consume() == [[]]
    status, shown = _shown(alice, generated)
    assert (status, shown) == ("sent", {world.ALICE: "sent", HOME: "failed", WORK: "sent"})
    found = alice.call("GET", f"/v1/certificates/{generated}").json["deliveries"]
    [failed] = [delivery for delivery in found if delivery["status"] == "failed"]
    assert (
        failed["detail"] == "The email service refused this address. Check it, or use another one."
    )


def test_a_sender_that_ses_does_not_know_fails_no_address(
    alice: Portal, generated: str, consume: Consume
) -> None:
    from chalicelib.aws import clients
    from chalicelib.settings import settings

    clients.ses().delete_email_identity(EmailIdentity=settings().mail_from)
    assert len(consume()[0]) == 1
    assert _shown(alice, generated) == ("made", dict.fromkeys(THREE, "pending"))
    clients.ses().create_email_identity(EmailIdentity=settings().mail_from)
    consume()
    assert _shown(alice, generated) == ("sent", dict.fromkeys(THREE, "sent"))


def test_throttling_waits_in_process_first(alice: Portal, generated: str, consume: Consume) -> None:
    with faults.before("SendEmail", faults.error("TooManyRequestsException", times=3)):
        assert consume() == [[]]
    assert mails_to() == dict.fromkeys(THREE, 1)


def test_throttling_that_lasts_is_retried_later_and_only_for_those_left(
    alice: Portal, generated: str, consume: Consume, monkeypatch: pytest.MonkeyPatch
) -> None:
    delays: list[int] = []
    monkeypatch.setattr(queue, "delay", lambda handle, seconds: delays.append(seconds))
    with faults.before("SendEmail", faults.error("TooManyRequestsException", about=WORK)):
        assert len(consume()[0]) == 1
        assert len(consume()[0]) == 1
    assert mails_to() == {world.ALICE: 1, HOME: 1}
    assert _shown(alice, generated)[0] == "made"
    first, second = delays
    assert 15 <= first <= 30
    assert 30 <= second <= 60
    assert consume() == [[]]
    assert mails_to() == dict.fromkeys(THREE, 1)
    assert _shown(alice, generated)[0] == "sent"


def test_a_mail_that_is_taken_but_not_recorded_at_first_is_not_sent_again(
    alice: Portal, generated: str, consume: Consume, clock: Clock
) -> None:
    writes = {"seen": 0}

    def fault(**_: Any) -> None:
        # 1 marks it made, 2 is the first lease, 3 records the first email: that one fails, once.
        writes["seen"] += 1
        if writes["seen"] == 3:
            faults.error("InternalServerError", times=1)()

    with faults.before("UpdateItem", fault):
        assert consume() == [[]]
    assert mails_to() == dict.fromkeys(THREE, 1)
    assert _shown(alice, generated) == ("sent", dict.fromkeys(THREE, "sent"))


def test_a_mail_that_cannot_be_recorded_holds_up_no_other(
    alice: Portal, generated: str, consume: Consume, clock: Clock
) -> None:
    """The documented window: SES took it, and nobody could write that down."""
    with faults.before("UpdateItem", faults.error("InternalServerError", first=3, times=3)):
        assert len(consume()[0]) == 1
    assert mails_to() == dict.fromkeys(THREE, 1)
    assert sorted(_shown(alice, generated)[1].values()) == ["pending", "sent", "sent"]
    # While the lease lasts nobody tries again.
    assert len(consume()[0]) == 1
    assert mails_to() == dict.fromkeys(THREE, 1)
    clock.passes(seconds=LEASE.total_seconds() + 1)
    assert consume() == [[]]
    assert sorted(mails_to().values()) == [1, 1, 2]


def test_no_answer_from_ses_is_not_tried_again_before_its_report_can_come(
    alice: Portal, generated: str, consume: Consume, clock: Clock
) -> None:
    with faults.after("SendEmail", faults.no_answer(times=1)):
        assert len(consume()[0]) == 1
    assert mails_to() == dict.fromkeys(THREE, 1)
    assert len(consume()[0]) == 1
    assert mails_to() == dict.fromkeys(THREE, 1)
    clock.passes(seconds=LEASE.total_seconds() + 1)
    assert consume() == [[]]


def test_writes_that_are_repeated_after_a_lost_answer_are_known_as_our_own(
    alice: Portal, generated: str, consume: Consume
) -> None:
    with faults.before("UpdateItem", faults.repeated()):
        assert consume() == [[]]
    assert mails_to() == dict.fromkeys(THREE, 1)
    assert _shown(alice, generated) == ("sent", dict.fromkeys(THREE, "sent"))


def test_an_address_no_longer_verified_when_its_turn_comes_is_skipped(
    alice: Portal, generated: str, consume: Consume
) -> None:
    AddressItem(account_key("alice"), f"ADDRESS#{HOME}").update([AddressItem.verified.set(False)])
    AddressItem(account_key("alice"), f"ADDRESS#{WORK}").delete()
    assert consume() == [[]]
    assert mails_to() == {world.ALICE: 1}
    assert _shown(alice, generated) == (
        "sent",
        {world.ALICE: "sent", HOME: "skipped", WORK: "skipped"},
    )


def test_a_certificate_that_fails_for_good_is_failed_lies_in_the_dead_letter_queue_and_shows(
    alice: Portal, generated: str, consume: Consume
) -> None:
    with faults.before("PutObject", faults.error("ServiceUnavailable")):
        for _ in range(MAX_RECEIVE_COUNT):
            assert _shown(alice, generated)[0] == "queued"
            assert len(consume()[0]) == 1
    assert consume() == []  # SQS moves it instead of handing it out
    assert dead_letters() == 1
    assert messages_waiting() == 0
    assert _shown(alice, generated) == ("failed", dict.fromkeys(THREE, "pending"))
    assert mails_to() == {}


def test_what_trying_again_cannot_help_fails_at_once(
    alice: Portal, generated: str, consume: Consume, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chalicelib.documents import certificate as document

    def broken(*_: Any) -> None:
        raise document.RenderFailed("no room")

    monkeypatch.setattr(document, "render", broken)
    assert len(consume()[0]) == 1
    assert _shown(alice, generated)[0] == "failed"
    again = alice.call("POST", f"/v1/certificates/{generated}/rounds")
    assert (again.status, again.json["type"]) == (409, "urn:ceu-portal:problem:failed")
    for _ in range(MAX_RECEIVE_COUNT):
        consume()
    assert dead_letters() == 1


def test_a_character_no_font_has_is_logged_and_counted(
    app: Any,
    alice: Portal,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Queued before such names were refused.
    monkeypatch.setattr(obstacles, "name_problems", lambda _: [])
    alice.claim("spring", "opening")
    alice.generate("spring", name="Alice \U00013000")  # an Egyptian hieroglyph
    run_consumer(app)
    [line] = [record for record in caplog.records if record.message == "glyphs missing"]
    assert line.glyphs == ["U+13000"]
    assert counted(capsys.readouterr().out)["MissingGlyphs"] == [1]


def test_one_bad_message_fails_alone(app: Any, generated: str, clock: Clock) -> None:
    messages = [
        {
            "MessageId": name,
            "Body": body,
            "ReceiptHandle": "none",
            "Attributes": {"ApproximateReceiveCount": "1"},
        }
        for name, body in {
            "bad": "not json",
            "unknown": '{"certificate_id": "AAAA-AAAA-AAAA-AAAA"}',
            "good": f'{{"certificate_id": "{generated}"}}',
        }.items()
    ]
    from chalice.test import Client

    answer = Client(app).lambda_.invoke("issue", sqs_event(messages)).payload
    assert answer == {
        "batchItemFailures": [{"itemIdentifier": "bad"}, {"itemIdentifier": "unknown"}]
    }
    assert mails_to() == dict.fromkeys(THREE, 1)


def test_no_mail_is_begun_when_the_functions_time_is_nearly_over(
    generated: str, clock: Clock
) -> None:
    with pytest.raises(NotAllSent):
        issue(generated, clock, stop_at=clock.now)
    assert mails_to() == {}
    issue(generated, clock)
    assert mails_to() == dict.fromkeys(THREE, 1)


def test_a_consumer_that_comes_late_does_not_send_what_has_failed(
    generated: str, clock: Clock
) -> None:
    """The other consumer gave up while this one rendered."""
    location = snapshots.locate(generated)
    assert location is not None

    def give_up(**_: Any) -> None:
        certificates.mark_failed(location)

    with faults.before("PutObject", give_up), pytest.raises(Exception, match="failed permanently"):
        issue(generated, clock)
    assert mails_to() == {}


def test_the_logs_of_a_failure_hold_no_address(
    generated: str, consume: Consume, caplog: pytest.LogCaptureFixture
) -> None:
    def leaky(**_: Any) -> None:
        raise ValueError(f"cannot send to {HOME}")

    with faults.before("SendEmail", leaky):
        consume()
    logged = [str(vars(record)) for record in caplog.records]
    assert any("delivery not done" in line and "ValueError" in line for line in logged)
    assert not [line for line in logged if "@" in line]
