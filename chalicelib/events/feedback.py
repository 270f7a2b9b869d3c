"""The consumer of the feedback queue: SQS records that carry SNS envelopes with SES's events.

https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
"""

import json
from datetime import UTC, datetime
from typing import Any

from chalice.app import SQSEvent, SQSRecord

from chalicelib import metrics
from chalicelib.domain.feedback import Report
from chalicelib.errors import PortalError
from chalicelib.events.retries import failures
from chalicelib.logs import logger, where
from chalicelib.services.mail.feedback import Tags, take_report

# Where each kind of event keeps what it says. The other kinds (Send, Open, Click, Rendering
# Failure, Subscription) say nothing that a delivery shows.
_PARTS = {
    "Delivery": "delivery",
    "Bounce": "bounce",
    "Complaint": "complaint",
    "Reject": "reject",
    "DeliveryDelay": "deliveryDelay",
}


def take_reports(event: SQSEvent) -> dict[str, Any]:
    """Keep each record's report; those that failed come again after the queue's visibility time-out."""
    metrics.started()
    return failures([record for record in event if not _handled(record)])


def _handled(record: SQSRecord) -> bool:
    logger.set_correlation_id(record.to_dict()["messageId"])
    try:
        event = _event(record.body)
        if event is not None:
            take_report(_report(event), _tags(event), _now())
    except Exception as problem:
        # What cannot be read goes to the dead-letter queue, for a person to look at.
        ours = isinstance(problem, PortalError)
        at = [] if ours else where(problem)
        logger.warning("report not kept", error=type(problem).__name__, where=at)
        return False
    return True


def _event(body: str) -> dict[str, Any] | None:
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


def _report(event: dict[str, Any]) -> Report:
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


def _tags(event: dict[str, Any]) -> Tags:
    tags = event["mail"].get("tags") or {}
    certificate, number, address = (
        str((tags.get(name) or [""])[0]) for name in ("certificate", "round", "address")
    )
    return Tags(certificate, int(number) if number.isdecimal() else 0, address)


def _word(said: dict[str, Any], *names: str) -> str:
    return next((str(said[name]) for name in names if said.get(name)), "")


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _now() -> datetime:
    return datetime.now(UTC)
