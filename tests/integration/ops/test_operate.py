"""`status`, `redrive`, `resend` and `revoke`: what the operator does when something is stuck."""

import json
from datetime import datetime, tzinfo
from typing import Any

import boto3
import pytest

from chalicelib.domain.certificate import Certificate
from chalicelib.domain.imports import State
from chalicelib.domain.public_id import new_public_id
from chalicelib.settings import settings
from chalicelib.store.certificates import certificates, snapshots
from stages.test import sent_mails
from tests.integration.imports.uploading import SCHEDULE, now, upload
from tests.integration.ops.operator import ops, refused
from tests.support.client import Portal, run_consumer, run_imports
from tests.support.tables import everything


@pytest.fixture
def certificate(alice: Portal) -> str:
    """Alice's certificate, queued."""
    assert alice.claim("spring", "opening").status == 200
    return str(alice.generate("spring").json["id"])


@pytest.fixture
def failed(certificate: str) -> str:
    """Alice's certificate after its last try: failed, its message a dead letter."""
    sqs = boto3.client("sqs", region_name="us-east-1")
    sqs.purge_queue(QueueUrl=settings().certificates_queue_url)
    assert certificates.mark_failed(stored(certificate).location)
    _die(json.dumps({"certificate_id": certificate}))
    return certificate


class InTwoMinutes(datetime):
    """A clock that is ahead of the one that opened the first round."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "InTwoMinutes":
        return cls.fromtimestamp(datetime.now(tz).timestamp() + 120, tz)


def _die(body: str) -> None:
    sqs = boto3.client("sqs", region_name="us-east-1")
    sqs.send_message(QueueUrl=settings().certificates_dlq_url, MessageBody=body)


def stored(public_id: str) -> Certificate:
    location = snapshots.locate(public_id)
    assert location is not None
    found = certificates.load(location)
    assert found is not None
    return found


def test_status_of_a_portal_where_nothing_is_wrong() -> None:
    assert ops("status").splitlines() == [
        "Certificates waiting        0",
        "Reports waiting             0",
        "Certificates failed         0",
        "Reports failed              0",
        "Unfinished                  0",
    ]


def test_status_draws_what_waits_and_what_died(certificate: str) -> None:
    _die("{}")
    _die("{}")
    lines = ops("status").splitlines()
    assert lines[:7] == [
        f"Certificates waiting        1  {'#' * 20}",
        "Reports waiting             0",
        f"Certificates failed         2  {'#' * 40}",
        "Reports failed              0",
        f"Unfinished                  1  {'#' * 20}",
        f"  up to 15 minutes          1  {'#' * 20}",
        "Oldest unfinished: less than a minute",
    ]
    assert "certificates-dead" in lines[7]


def test_status_counts_the_reports_that_died() -> None:
    sqs = boto3.client("sqs", region_name="us-east-1")
    for name in ("feedback", "feedback-dead"):
        url = sqs.create_queue(QueueName=f"{settings().prefix}-{name}")["QueueUrl"]
        sqs.send_message(QueueUrl=url, MessageBody="{}")
    lines = ops("status").splitlines()
    assert lines[1].startswith("Reports waiting             1  #")
    assert lines[3].startswith("Reports failed              1  #")
    assert "feedback-dead" in lines[-1]


def test_imports_that_died_are_counted_and_queued_again(app: Any, people: None) -> None:
    sqs = boto3.client("sqs", region_name="us-east-1")
    found = upload(SCHEDULE)
    sqs.purge_queue(QueueUrl=settings().imports_queue_url)
    dead = sqs.create_queue(QueueName=f"{settings().prefix}-imports-dead")["QueueUrl"]
    sqs.send_message(QueueUrl=dead, MessageBody=json.dumps({"import_id": found.id}))
    lines = ops("status").splitlines()
    assert lines[4].startswith("Imports failed              1  #")
    assert "imports-dead" in lines[-1]
    assert ops("redrive") == "1 message of imports: queued again\n"
    run_imports(app)
    assert now(found).state is State.PLANNED
    assert ops("redrive") == "There are no failed messages\n"


def test_a_failed_certificate_is_queued_again_and_arrives(app: Any, failed: str) -> None:
    output = ops("redrive")
    assert output.splitlines() == [f"  {failed}", "1 message: queued again"]
    assert run_consumer(app) == [{"batchItemFailures": []}]
    assert stored(failed).status.value == "sent"
    assert len(sent_mails()) == 1
    assert ops("redrive") == "There are no failed messages\n"


def test_redrive_does_not_send_what_was_sent(app: Any, certificate: str) -> None:
    run_consumer(app)
    _die(json.dumps({"certificate_id": certificate}))
    assert ops("redrive") == "1 message: no longer failed\n"
    assert run_consumer(app) == []


def test_a_letter_that_nobody_can_read_stays_and_is_told() -> None:
    _die("not ours")
    output = ops("redrive")
    assert "1 message: unreadable" in output
    assert "note: unreadable messages stay in the dead-letter queue" in output


def test_resend_opens_a_round_however_the_id_is_typed(
    app: Any, certificate: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_consumer(app)
    monkeypatch.setattr("ops.commands.resend.datetime", InTwoMinutes)
    output = ops("resend", certificate.lower().replace("-", " "))
    assert output == f"{certificate}: round 2 is queued for 1 address\n"
    run_consumer(app)
    assert len(sent_mails()) == 2


def test_resend_at_once_is_told_to_wait(app: Any, certificate: str) -> None:
    output = ops("resend", certificate)
    assert (
        output == f"{certificate}: round 1 is being sent or was just sent; try again in a minute\n"
    )


def test_revoking_shows_on_the_certificate_and_forbids_another(
    certificate: str, alice: Portal
) -> None:
    output = ops("revoke", certificate, "--yes", "--reason", "Issued by mistake.")
    assert output.splitlines() == [
        f"{certificate} was revoked",
        "Its owner may not generate another certificate for spring",
    ]
    assert stored(certificate).revoked_reason == "Issued by mistake."
    refusal = alice.generate("spring")
    assert refusal.status == 422
    assert "Issued by mistake." in refusal.body.decode()
    assert "had already been revoked" in ops(
        "revoke", certificate, "--yes", "--reason", "Other.", "--may-reissue"
    )
    assert alice.generate("spring").status == 202


def test_revoking_asks_first_and_no_answer_revokes_nothing(certificate: str) -> None:
    said = refused("revoke", certificate, "--reason", "Issued by mistake.")
    assert "Alice Ångström, Spring Counselors' Conference" in said
    assert "The reason its owner will read: Issued by mistake." in said
    assert "Revoke it? This can't be undone. [y/N]" in said
    assert stored(certificate).revoked_reason == ""


def test_an_id_that_is_misread_or_unknown_is_told(certificate: str) -> None:
    before = everything()
    first = "2" if certificate[0] != "2" else "3"
    misread = refused("resend", first + certificate[1:])
    assert "isn't a certificate ID" in misread
    other = new_public_id()
    assert (
        refused("revoke", other, "--yes", "--reason", "x") == f"There is no certificate {other}.\n"
    )
    assert refused("resend", other) == f"There is no certificate {other}.\n"
    assert "Give a reason" in refused("revoke", certificate, "--yes", "--reason", " ")
    assert everything() == before
