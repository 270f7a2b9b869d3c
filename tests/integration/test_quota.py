"""SES's limits from outside: a day's quota defers, a second's slows, a paused account alarms."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from chalicelib.aws import mailer, queue_depths
from chalicelib.domain.certificate import Certificate
from chalicelib.domain.recovery import DEFERRED_FOR, MAX_ATTEMPTS
from chalicelib.services.certificates.sweep import sweep
from chalicelib.store.certificates import certificates, snapshots
from samples import world
from stages.test import sent_mails
from tests.support import faults
from tests.support.client import Portal, run_consumer
from tests.support.mailroom import messages_waiting
from tests.support.metrics import counted

DAY, SECOND = "Daily message quota exceeded.", "Maximum sending rate exceeded."


def _refuses(code: str, words: str) -> Callable[..., None]:
    def fault(**_: Any) -> None:
        raise ClientError({"Error": {"Code": code, "Message": words}}, "SendEmail")

    return fault


@pytest.fixture
def queued(alice: Portal) -> str:
    alice.claim("spring", "opening")
    return str(alice.generate("spring").json["id"])


def _stored(public_id: str) -> Certificate:
    location = snapshots.locate(public_id)
    assert location is not None
    found = certificates.load(location)
    assert found is not None
    return found


@pytest.mark.parametrize("code", ["TooManyRequestsException", "ThrottlingException"])
def test_a_days_quota_defers_and_uses_up_no_receive(
    app: Any, alice: Portal, queued: str, code: str
) -> None:
    with faults.before("SendEmail", _refuses(code, DAY)):
        assert run_consumer(app) == [{"batchItemFailures": []}]
    assert messages_waiting() == 0
    assert sent_mails() == []
    kept = _stored(queued)
    assert kept.status.value == "made"
    assert kept.attempts == 0
    [delivery] = alice.call("GET", f"/v1/certificates/{queued}").json["deliveries"]
    assert delivery["status"] == "pending"
    assert "We try again around" in delivery["detail"]
    assert "Central Time" in delivery["detail"]


def test_it_is_sent_once_there_is_room_and_not_before(app: Any, queued: str) -> None:
    with faults.before("SendEmail", _refuses("ThrottlingException", DAY)):
        run_consumer(app)
    now = datetime.now(UTC)
    assert sweep(now + DEFERRED_FOR - timedelta(minutes=1)) == 0
    assert sweep(now + DEFERRED_FOR + timedelta(minutes=1)) == 1
    run_consumer(app)
    assert _stored(queued).status.value == "sent"
    assert len(sent_mails()) == 1


def test_two_days_without_room_are_no_failure(app: Any, queued: str) -> None:
    now = datetime.now(UTC)
    with faults.before("SendEmail", _refuses("ThrottlingException", DAY)):
        run_consumer(app)
        for _ in range(3 * MAX_ATTEMPTS):
            now = _stored(queued).queued_at + timedelta(minutes=16)
            assert sweep(now) == 1
            run_consumer(app)
    assert _stored(queued).status.value == "made"
    assert _stored(queued).attempts == 0


def test_one_address_that_was_sent_to_is_not_sent_to_again(app: Any, people: None) -> None:
    world.enrol("erin", "Erin Two", "erin@school.example", "erin@home.example")
    world.register("erin@school.example", type="full")
    erin = Portal(app)
    erin.sign_in("erin@school.example", world.PASSWORD)
    erin.claim("spring", "opening")
    erin.generate("spring")
    seen = 0

    def second(**_: Any) -> None:
        nonlocal seen
        seen += 1
        if seen == 2:
            _refuses("ThrottlingException", DAY)()

    with faults.before("SendEmail", second):
        run_consumer(app)
    assert len(sent_mails()) == 1
    sweep(datetime.now(UTC) + 2 * DEFERRED_FOR)
    run_consumer(app)
    assert sorted(m.destinations[0] for m in sent_mails()) == [
        "erin@home.example",
        "erin@school.example",
    ]


def test_a_seconds_rate_waits_in_process_and_goes_on(
    app: Any, queued: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(mailer, "THROTTLE_WAITS_SECONDS", (0.001, 0.002, 0.004))
    monkeypatch.setattr(mailer.time, "sleep", waited.append)
    tries = 0

    def twice(**_: Any) -> None:
        nonlocal tries
        tries += 1
        if tries <= 2:
            _refuses("TooManyRequestsException", SECOND)()

    with faults.before("SendEmail", twice):
        run_consumer(app)
    assert len(sent_mails()) == 1
    assert counted(capsys.readouterr().out)["EmailsThrottled"] == [1, 1]


@pytest.mark.parametrize("code", ["AccountSuspendedException", "SendingPausedException"])
def test_a_paused_account_is_counted_for_its_alarm(
    app: Any, queued: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with faults.before("SendEmail", _refuses(code, "Sending is paused.")):
        [answer] = run_consumer(app)
    assert len(answer["batchItemFailures"]) == 1
    assert counted(capsys.readouterr().out)["EmailsPaused"] == [1]
    assert _stored(queued).status.value == "made"


def test_the_days_quota_is_counted_for_its_alarm(
    app: Any, queued: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with faults.before("SendEmail", _refuses("ThrottlingException", DAY)):
        run_consumer(app)
    found = counted(capsys.readouterr().out)
    assert found["EmailsDeferred"] == [1]
    assert "CertificatesFailed" not in found
    assert queue_depths.dead_letters() == 0
