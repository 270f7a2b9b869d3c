"""The walk: what Alice does, and what must have happened behind it."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import boto3
import urllib3

from infra.rehearsal.account import leave, link_address
from infra.rehearsal.console import organize
from infra.rehearsal.deploy import REGION, Stack
from infra.rehearsal.failure import RehearsalFailed, require
from infra.rehearsal.logs import complaints
from infra.rehearsal.mails import mails_to
from infra.rehearsal.ministack import ACCOUNT
from infra.rehearsal.portal import Portal, eventually


def seed() -> None:
    """Alice, Bob and Charlie and the spring conference, written through the store functions."""
    # Not before the stack's settings are in the environment: models bind to their tables at import.
    from samples import world

    world.people()


def walk(stack: Stack, endpoint: str) -> Iterator[str]:
    """Every step; yields what each has shown. Raises RehearsalFailed at the first that fails."""
    from samples import world

    portal = Portal(stack.url)
    yield from _front_door(portal)
    portal.sign_in(world.ALICE, world.PASSWORD)
    yield "Alice signed in"
    issued = _generate(portal)
    yield f"certificate {issued['id']} accepted for {', '.join(issued['recipients'])}"
    _sent(portal, issued["id"])
    yield "the queue triggered the consumer: made and sent"
    _pdf(portal, stack, issued["id"])
    yield "its PDF lies in the bucket and downloads over the portal's link"
    _mail(endpoint, world.ALICE)
    yield "one email went to Alice"
    _feedback(portal, stack, issued["id"])
    yield "SES's delivery event came back to the delivery"
    _sweep(stack)
    yield "the sweep ran"
    link_address(portal, endpoint)
    yield "Alice proved another address by the code that was emailed there"
    yield from organize(stack)
    leave(portal, stack, issued["id"], world.PASSWORD)
    yield "Alice left: her PDF is gone, and the certificate can still be checked"
    _nothing_wrong(stack)
    yield "no function logged an error, and no dead-letter queue holds a message"


def _front_door(portal: Portal) -> Iterator[str]:
    health = portal.call("GET", "/healthz", 200)
    require(health["status"] == "ok" and health["commit"], f"/healthz says {health}")
    page = portal.get("/sign-in", 200).data.decode()
    files = re.findall(r'(?:href|src)="([^"]*/static/[^"]+)"', page)
    require(files, "The sign-in page names no static file.")
    for file in files:
        # The page's links begin with the stage's path, as at API Gateway's own address.
        portal.get(file.removeprefix("/api"), 200)
    yield f"the sign-in page and its {len(files)} static files are served"


def _generate(portal: Portal) -> Any:
    listed = portal.call("GET", "/v1/conferences", 200)["conferences"]
    require([c["id"] for c in listed] == ["spring"], f"Conferences listed: {listed}")
    claim = portal.call("GET", "/v1/conferences/spring", 200)["claim"]
    selections = [{"session_id": "opening"}, {"session_id": "online"}]
    body = {"version": claim["version"], "selections": selections}
    saved = portal.call("PUT", "/v1/conferences/spring/claim", 200, body)
    require(saved["contact_minutes"] == 105, f"The claim's total: {saved}")
    return portal.call("POST", "/v1/conferences/spring/certificates", 202, {})


def _sent(portal: Portal, certificate_id: str) -> None:
    def look() -> bool:
        certificate = portal.call("GET", f"/v1/certificates/{certificate_id}", 200)
        if certificate["status"] == "failed":
            raise RehearsalFailed("The consumer gave the certificate up.")
        return bool(certificate["status"] == "sent")

    eventually("a sent certificate", look)


def _pdf(portal: Portal, stack: Stack, certificate_id: str) -> None:
    link = portal.get(f"/v1/certificates/{certificate_id}/pdf", 302).headers["Location"]
    downloaded = urllib3.request("GET", link, retries=False).data
    require(downloaded.startswith(b"%PDF-"), f"The link gave {downloaded[:200]!r}.")
    stored = boto3.client("s3", region_name=REGION).get_object(
        Bucket=stack.outputs["DocumentsBucketName"], Key=f"certificates/{certificate_id}.pdf"
    )
    require(stored["Body"].read() == downloaded, "The link gave another PDF than the bucket's.")


def _mail(endpoint: str, address: str) -> None:
    mails = mails_to(endpoint, address)
    require(len(mails) == 1, f"{len(mails)} emails to {address}: {mails}")


def _feedback(portal: Portal, stack: Stack, certificate_id: str) -> None:
    """Publish what SES would: MiniStack sends no configuration-set events itself."""
    from chalicelib.store.certificates import snapshots
    from chalicelib.store.mail import deliveries

    location = snapshots.locate(certificate_id)
    if location is None:
        raise RehearsalFailed("The certificate's snapshot is gone.")
    [delivery] = deliveries.of_certificate(location)
    now = datetime.now(UTC).isoformat()
    event = {
        "eventType": "Delivery",
        "mail": {
            "timestamp": now,
            "messageId": delivery.message_id,
            "destination": [delivery.address],
            "tags": {
                "certificate": [certificate_id],
                "round": [str(delivery.round)],
                "address": [delivery.address_id],
            },
        },
        "delivery": {"timestamp": now, "recipients": [delivery.address]},
    }
    boto3.client("sns", region_name=REGION).publish(
        TopicArn=stack.outputs["FeedbackTopicArn"], Message=json.dumps(event)
    )

    def look() -> bool:
        [now] = portal.call("GET", f"/v1/certificates/{certificate_id}", 200)["deliveries"]
        return bool(now["status"] == "delivered")

    eventually("the delivery marked as delivered", look)


def _sweep(stack: Stack) -> None:
    scheduled = {
        "version": "0",
        "id": "rehearsal",
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": ACCOUNT,
        "time": datetime.now(UTC).isoformat(),
        "region": REGION,
        "resources": [],
        "detail": {},
    }
    answer = boto3.client("lambda", region_name=REGION).invoke(
        FunctionName=f"ceu-{stack.stage}-sweep", Payload=json.dumps(scheduled)
    )
    require("FunctionError" not in answer, f"The sweep failed: {answer['Payload'].read()!r}")


def _nothing_wrong(stack: Stack) -> None:
    errors = [line for line in complaints(stack.stage) if "WARNING" not in line]
    require(not errors, "A function logged errors.")
    sqs = boto3.client("sqs", region_name=REGION)
    for name in ("certificates-dead", "feedback-dead", "imports-dead"):
        url = sqs.get_queue_url(QueueName=f"ceu-{stack.stage}-{name}")["QueueUrl"]
        attributes = sqs.get_queue_attributes(
            QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"]
        )["Attributes"]
        require(attributes["ApproximateNumberOfMessages"] == "0", f"{name} holds messages.")
