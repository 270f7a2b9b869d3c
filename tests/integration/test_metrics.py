"""What is counted: certificates on their way, refused sign-ins, what comes back, cold starts."""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib import metrics
from samples import world
from tests.support.client import Portal, run_consumer
from tests.support.metrics import counted


@pytest.fixture
def seen(capsys: pytest.CaptureFixture[str]) -> Any:
    """What was counted since it was last asked."""
    capsys.readouterr()
    return lambda: counted(capsys.readouterr().out)


def test_a_certificate_is_counted_at_each_step(app: Any, alice: Portal, seen: Any) -> None:
    alice.claim("spring", "opening")
    seen()
    alice.generate("spring")
    assert seen() == {"CertificatesRequested": [1]}
    run_consumer(app)
    found = seen()
    assert found["CertificatesMade"] == found["CertificatesSent"] == found["SentInTime"] == [1]
    assert 0 <= found["SecondsToSent"][0] < 60
    assert 0 < found["RenderMilliseconds"][0] < 60_000
    assert "CertificatesFailed" not in found


def test_the_same_message_twice_is_counted_once(app: Any, alice: Portal, seen: Any) -> None:
    from chalicelib.aws import queue

    alice.claim("spring", "opening")
    public_id = alice.generate("spring").json["id"]
    run_consumer(app)
    seen()
    queue.send(public_id, "again")
    run_consumer(app)
    assert "CertificatesSent" not in seen()


@pytest.mark.parametrize(("after", "in_time"), [(59, 1), (61, 0)])
def test_in_time_is_within_a_minute_of_generate(seen: Any, after: int, in_time: int) -> None:
    metrics.sent(timedelta(seconds=after).total_seconds())
    assert seen()["SentInTime"] == [in_time]


def test_what_failed_for_good_was_not_in_time(seen: Any) -> None:
    metrics.failed()
    assert seen() == {"CertificatesFailed": [1], "SentInTime": [0]}


@pytest.mark.parametrize("path", ["/v1/sign-in"])
def test_a_refused_sign_in_is_counted(app: Any, people: None, seen: Any, path: str) -> None:
    portal = Portal(app)
    assert portal.sign_in(world.ALICE, "not her password at all").status == 401
    assert seen()["SignInsRefused"] == [1]
    assert portal.sign_in(world.ALICE, world.PASSWORD).status == 200
    assert "SignInsRefused" not in seen()


def test_a_process_is_cold_once(app: Any, seen: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics, "_started", False)
    portal = Portal(app)
    portal.call("GET", "/healthz")
    assert seen()["ColdStarts"] == [1]
    portal.call("GET", "/healthz")
    assert "ColdStarts" not in seen()


def test_nothing_is_written_where_metrics_are_switched_off(
    seen: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POWERTOOLS_METRICS_DISABLED", "true")
    metrics.sent(1)
    assert seen() == {}
