"""What SES reports, read from SNS's envelope."""

import json
from datetime import datetime
from typing import Any

from chalicelib.domain.feedback import Report
from chalicelib.logs import logger
from chalicelib.services.mail.feedback import Tags

# Where each kind of event keeps what it says. The other kinds (Send, Open, Click, Rendering
# Failure, Subscription) say nothing that a delivery shows.
_PARTS = {
    "Delivery": "delivery",
    "Bounce": "bounce",
    "Complaint": "complaint",
    "Reject": "reject",
    "DeliveryDelay": "deliveryDelay",
}


def event_of(body: str) -> dict[str, Any] | None:
    """SES's event in the envelope; None for anything else, such as SES's greeting to a new topic."""
    message = json.loads(body)["Message"]
    try:
        event = json.loads(message)
    except ValueError:
        event = None
    if not isinstance(event, dict) or event.get("eventType") not in _PARTS:
        kind = event.get("eventType") if isinstance(event, dict) else None
        logger.info("no report", kind=str(kind))
        return None
    return event


def report_of(event: dict[str, Any]) -> Report:
    """The report that an event makes."""
    kind, mail = event["eventType"], event["mail"]
    said = event[_PARTS[kind]]
    return Report(
        kind=kind,
        message_id=str(mail["messageId"]),
        sent_at=_time(mail["timestamp"]),
        # A Reject has no time of its own: the email was refused when it was submitted.
        at=_time(said.get("timestamp") or mail["timestamp"]),
        type=_word(said, "bounceType", "complaintFeedbackType", "delayType"),
        sub_type=_word(said, "bounceSubType", "complaintSubType"),
        explained=any(
            recipient.get("action") or recipient.get("status") or recipient.get("diagnosticCode")
            for recipient in said.get("bouncedRecipients") or ()
        ),
    )


def tags_of(event: dict[str, Any]) -> Tags:
    """Which email an event is about, as the email was tagged when it was sent."""
    tags = event["mail"].get("tags") or {}
    certificate, number, address = (
        str((tags.get(name) or [""])[0]) for name in ("certificate", "round", "address")
    )
    return Tags(certificate, int(number) if number.isdecimal() else 0, address)


def _word(said: dict[str, Any], *names: str) -> str:
    return next((str(said[name]) for name in names if said.get(name)), "")


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
