"""The consumer of the certificates queue: partial batch failures, with a growing delay."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from chalice.app import SQSEvent, SQSRecord

from chalicelib import metrics
from chalicelib.aws import queue
from chalicelib.errors import PortalError
from chalicelib.events.retries import MAX_RECEIVE_COUNT, delay_seconds, failures
from chalicelib.logs import logger, where
from chalicelib.services.certificates.issue import give_up, issue

# The longest one email can take: waits for throttling, one time-out, and writing it down.
ONE_MAIL = timedelta(seconds=50)


def issue_certificates(event: SQSEvent) -> dict[str, Any]:
    """Issue each message's certificate; those that failed go back to SQS."""
    metrics.started()
    stop_at = _stop_at(event.context)
    return failures([record for record in event if not _handled(record, stop_at)])


def _stop_at(context: Any) -> datetime | None:
    """When to start no other email, so that the function's time-out never precedes its record.

    None if there is less time left than one email may take: nothing would be started.
    """
    left = timedelta(milliseconds=context.get_remaining_time_in_millis())
    return _now() + left - ONE_MAIL if left > ONE_MAIL else None


def _handled(record: SQSRecord, stop_at: datetime | None) -> bool:
    message = record.to_dict()
    attributes = message.get("messageAttributes", {})
    correlation = attributes.get("correlation_id", {}).get("stringValue", "none")
    logger.set_correlation_id(correlation)
    receives = int(message["attributes"]["ApproximateReceiveCount"])
    public_id = ""
    try:
        public_id = str(json.loads(record.body)["certificate_id"])
        issue(public_id, _now, stop_at)
    except Exception as problem:
        _failed(public_id, record.receipt_handle, receives, problem)
        return False
    logger.info("certificate issued", certificate_id=public_id)
    return True


def _failed(public_id: str, receipt_handle: str, receives: int, problem: Exception) -> None:
    """Say so, give up where trying again cannot help, and hide the message until the next try."""
    ours = isinstance(problem, PortalError)
    # Anything that is not ours may be AWS having a bad minute: that is worth another try.
    can_help = not isinstance(problem, PortalError) or problem.retryable
    logger.warning(
        "certificate not issued",
        certificate_id=public_id,
        receives=receives,
        can_help=can_help,
        error=type(problem).__name__,
        where=[] if ours else where(problem),
    )
    over = not can_help or receives >= MAX_RECEIVE_COUNT
    try:
        if public_id and over:
            give_up(public_id)
        # What is over goes to the dead-letter queue, where it alarms, without waiting any longer.
        queue.delay(receipt_handle, 0 if over else delay_seconds(receives))
    except Exception as second:
        logger.error(
            "failure not recorded",
            certificate_id=public_id,
            error=type(second).__name__,
            where=where(second),
        )


def _now() -> datetime:
    return datetime.now(UTC)
