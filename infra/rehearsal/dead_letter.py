"""A certificate that cannot be made: dead letter, alarm, mended, redriven, sent."""

import hashlib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import boto3

from chalicelib.events.retries import MAX_RECEIVE_COUNT
from infra.rehearsal.deploy import REGION, Stack
from infra.rehearsal.failure import RehearsalFailed, require
from infra.rehearsal.ministack import ROOT
from infra.rehearsal.portal import Portal, eventually


def fail_one(stack: Stack) -> Iterator[str]:
    """Bob's certificate names a signature that is not in the bucket, and is tried to its last receive."""
    from samples import world

    _name_signature(hashlib.sha256(_picture()).hexdigest())
    portal = Portal(stack.url)
    portal.sign_in(world.BOB, world.PASSWORD)
    claim = portal.call("GET", "/v1/conferences/spring", 200)["claim"]
    body = {"version": claim["version"], "selections": [{"session_id": "online"}]}
    portal.call("PUT", "/v1/conferences/spring/claim", 200, body)
    with _consumer_stopped(stack):
        issued = portal.call("POST", "/v1/conferences/spring/certificates", 202, {})["id"]
        _receive(stack, MAX_RECEIVE_COUNT - 1)  # as that many consumers would within two hours
    eventually("Bob's certificate failed", lambda: _status(portal, issued) == "failed")
    eventually("the alarm's metric", lambda: _alarming(stack) >= 1)
    yield f"{issued} failed; its message is where the alarm certificates-dead looks"


def mend_and_redrive(stack: Stack) -> Iterator[str]:
    """The cause is mended, and the operator's command brings the certificate back."""
    from samples import world

    picture = _picture()
    boto3.client("s3", region_name=REGION).put_object(
        Bucket=stack.outputs["DocumentsBucketName"],
        Key=f"images/{hashlib.sha256(picture).hexdigest()}.png",
        Body=picture,
    )
    for command in ("status", "redrive"):
        yield f"ops {command}: {operate(stack, command)}"
    portal = Portal(stack.url)
    portal.sign_in(world.BOB, world.PASSWORD)
    [held] = portal.call("GET", "/v1/certificates", 200)["certificates"]
    eventually("Bob's certificate sent", lambda: _status(portal, held["id"]) == "sent")
    yield f"{held['id']} was sent after all"


def operate(stack: Stack, *command: str) -> str:
    """Run `python -m ops --stack …`, with nothing of the stage in its environment but the stack's name."""
    done = subprocess.run(
        [sys.executable, "-m", "ops", "--stack", f"ceu-{stack.stage}", *command],
        cwd=ROOT,
        env=_bare_environment(stack),
        capture_output=True,
        text=True,
    )
    require(done.returncode == 0, f"ops {' '.join(command)}: {done.stdout}{done.stderr}")
    return "; ".join(done.stdout.split("\n")).strip("; ")


def _bare_environment(stack: Stack) -> dict[str, str]:
    import os

    return {k: v for k, v in os.environ.items() if k not in stack.environment or k == "AWS_REGION"}


def _name_signature(digest: str) -> None:
    from chalicelib.store.claims import conferences

    stored = conferences.load("spring")
    if stored is None:
        raise RehearsalFailed("The conference is gone.")
    provider = replace(stored.conference.provider, signature_image=digest)
    conference = replace(stored.conference, provider=provider)
    conferences.save(conference, stored.sessions, expected_revision=stored.revision)


@contextmanager
def _consumer_stopped(stack: Stack) -> Iterator[None]:
    client = boto3.client("lambda", region_name=REGION)
    name = f"ceu-{stack.stage}-issue"
    [source] = client.list_event_source_mappings(FunctionName=name)["EventSourceMappings"]
    client.update_event_source_mapping(UUID=source["UUID"], Enabled=False)
    time.sleep(2)  # a poll that is under way ends
    try:
        yield
    finally:
        client.update_event_source_mapping(UUID=source["UUID"], Enabled=True)


def _receive(stack: Stack, times: int) -> None:
    """Take the message so often and give it back at once."""
    sqs = boto3.client("sqs", region_name=REGION)
    for _ in range(times):
        answer = sqs.receive_message(
            QueueUrl=stack.outputs["CertificatesQueueUrl"], VisibilityTimeout=0, WaitTimeSeconds=2
        )
        require(answer.get("Messages"), "The certificate's message is not in its queue.")


def _picture() -> bytes:
    from io import BytesIO

    from PIL import Image

    target = BytesIO()
    Image.new("RGB", (60, 20), "navy").save(target, "PNG")
    return target.getvalue()


def _status(portal: Portal, certificate_id: str) -> str:
    return str(portal.call("GET", f"/v1/certificates/{certificate_id}", 200)["status"])


def _alarming(stack: Stack) -> int:
    """What the alarm's metric counts: messages in the queue that its dimension names."""
    name = f"ceu-{stack.stage}-certificates-dead"
    [alarm] = boto3.client("cloudwatch", region_name=REGION).describe_alarms(AlarmNames=[name])[
        "MetricAlarms"
    ]
    require(alarm["MetricName"] == "ApproximateNumberOfMessagesVisible", f"{name}: {alarm}")
    queue = {d["Name"]: d["Value"] for d in alarm["Dimensions"]}["QueueName"]
    sqs: Any = boto3.client("sqs", region_name=REGION)
    answer = sqs.get_queue_attributes(
        QueueUrl=sqs.get_queue_url(QueueName=queue)["QueueUrl"],
        AttributeNames=["ApproximateNumberOfMessages"],
    )
    return int(answer["Attributes"]["ApproximateNumberOfMessages"])
