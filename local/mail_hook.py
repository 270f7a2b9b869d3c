"""When the embedded SES accepts an email, it goes to the outbox, and SES's events follow."""

import json
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from email.utils import format_datetime, parseaddr
from typing import Any

from moto.backends import get_backend
from moto.ses.exceptions import MessageRejectedError
from moto.ses.models import SESBackend

from local.outbox import Outbox
from local.resources import FEEDBACK_TOPIC
from local.simulated_events import events_of, refused
from stages.local import ACCOUNT, REGION


def deliver_to(outbox: Outbox) -> None:
    """From now on every email that SES takes is written to the outbox and reported to the topic."""
    original = SESBackend.send_raw_email

    def send_raw_email(backend: Any, source: str, destinations: list[str], raw_data: str) -> Any:
        # moto adds the To header's addresses to the list it is given.
        recipients = [parseaddr(address)[1] for address in destinations]
        if any(refused(recipient) for recipient in recipients):
            raise MessageRejectedError("Address is refused by the local portal's simulator.")
        taken = original(backend, source, destinations, raw_data)
        now = datetime.now(UTC)
        raw = _as_sent(raw_data, taken.id, now)
        for recipient in recipients:
            outbox.put(raw, recipient)
            _report(raw, taken.id, recipient, now)
        return taken

    SESBackend.send_raw_email = send_raw_email  # type: ignore[method-assign,assignment]


def _as_sent(raw: str, message_id: str, now: datetime) -> bytes:
    """The email with the headers that SES adds."""
    added = f"Message-ID: <{message_id}@email.amazonses.com>\r\nDate: {format_datetime(now)}\r\n"
    return (added + raw).encode()


def _report(raw: bytes, message_id: str, recipient: str, now: datetime) -> None:
    message = message_from_bytes(raw, policy=default)
    topics = get_backend("sns")[ACCOUNT][REGION]
    for event in events_of(message, message_id, recipient, now):
        topics.publish(json.dumps(event), arn=FEEDBACK_TOPIC)
