"""SES's events from tests/fixtures/ses, about an email of the test's, as the feedback queue carries them."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from chalice.test import Client

from chalicelib.domain.email_address import address_id
from tests.support.client import sqs_event

FOLDER = Path(__file__).parents[1] / "fixtures" / "ses"


def event(
    name: str,
    certificate: str,
    recipient: str,
    *,
    round: int = 1,
    message_id: str = "0100-message-000000",
    sent_at: datetime | None = None,
) -> dict[str, Any]:
    """The named fixture about that certificate's email to that address."""
    text = (FOLDER / f"{name}.json").read_text()
    for placeholder, value in {
        "CERTIFICATE": certificate,
        "ADDRESS-ID": address_id(recipient),
        "RECIPIENT": recipient,
        "MESSAGE-ID": message_id,
    }.items():
        text = text.replace(f'"{placeholder}"', json.dumps(value))
    found: dict[str, Any] = json.loads(text)
    found["mail"]["tags"]["round"] = [str(round)]
    if sent_at is not None:
        found["mail"]["timestamp"] = sent_at.isoformat()
    return found


def feed(app: Any, *messages: dict[str, Any] | str) -> list[int]:
    """Hand them over in one batch; returns the places of those that come again."""
    envelope = json.loads((FOLDER / "envelope.json").read_text())
    bodies = [
        json.dumps(envelope | {"Message": text if isinstance(text, str) else json.dumps(text)})
        for text in messages
    ]
    return feed_bodies(app, *bodies)


def feed_bodies(app: Any, *bodies: str) -> list[int]:
    """The same with the SQS bodies as they are."""
    batch = [
        {
            "MessageId": str(place),
            "Body": body,
            "ReceiptHandle": "none",
            "Attributes": {"ApproximateReceiveCount": "1"},
        }
        for place, body in enumerate(bodies)
    ]
    answer = Client(app).lambda_.invoke("feedback", sqs_event(batch)).payload
    return [int(item["itemIdentifier"]) for item in answer["batchItemFailures"]]
