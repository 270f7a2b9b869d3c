"""The consumer of the imports queue: what organizers wait for, one message at a time.

A file is read and planned, applied, or undone; a reissue is counted or made, a part a message.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from chalice.app import SQSEvent, SQSRecord

from chalicelib import metrics
from chalicelib.aws import imports as bucket
from chalicelib.errors import Conflict, PortalError
from chalicelib.events.retries import MAX_RECEIVE_COUNT, delay_seconds, failures
from chalicelib.logs import logger, where
from chalicelib.services.imports.refuse import give_up
from chalicelib.services.imports.run import run
from chalicelib.services.reissue import run as reissue

# What a call that is under way may take, and telling how far it is.
LAST_CALLS = timedelta(seconds=30)


def run_imports(event: SQSEvent) -> dict[str, Any]:
    """Do what each message's import waits for; those that failed go back to SQS."""
    metrics.started()
    stop_at = _stop_at(event.context)
    return failures([record for record in event if not _handled(record, stop_at)])


def _stop_at(context: Any) -> datetime | None:
    """When to stop, so that the function's time-out never comes first; None: as far as it comes."""
    left = timedelta(milliseconds=context.get_remaining_time_in_millis())
    return _now() + left - LAST_CALLS if left > LAST_CALLS else None


def _handled(record: SQSRecord, stop_at: datetime | None) -> bool:
    message = record.to_dict()
    logger.set_correlation_id(message["messageId"])
    asked: dict[str, Any] = {}
    try:
        asked = json.loads(record.body)
        if "reissue_id" in asked:
            reissue.run(str(asked["reissue_id"]), int(asked["version"]), _now)
        else:
            run(str(asked["import_id"]), _now, stop_at)
    except Exception as problem:
        receives = int(message["attributes"]["ApproximateReceiveCount"])
        _failed(asked, record.receipt_handle, receives, problem)
        return False
    return True


def _failed(asked: dict[str, Any], receipt_handle: str, receives: int, problem: Exception) -> None:
    # Somebody else's change is looked at anew; what AWS could not do may be done later.
    can_help = not isinstance(problem, PortalError) or isinstance(problem, Conflict)
    can_help = can_help or (isinstance(problem, PortalError) and problem.retryable)
    logger.warning(
        "organizer's work not done",
        asked=asked,
        receives=receives,
        can_help=can_help,
        error=type(problem).__name__,
        where=[] if isinstance(problem, PortalError) else where(problem),
    )
    over = not can_help or receives >= MAX_RECEIVE_COUNT
    try:
        if over:
            _give_up(asked)
        bucket.delay(receipt_handle, 0 if over else delay_seconds(receives))
    except Exception as second:
        logger.error(
            "failure not recorded",
            asked=asked,
            error=type(second).__name__,
            where=where(second),
        )


def _give_up(asked: dict[str, Any]) -> None:
    if "reissue_id" in asked:
        reissue.give_up(str(asked["reissue_id"]), _now())
    elif "import_id" in asked:
        give_up(str(asked["import_id"]), _now())


def _now() -> datetime:
    return datetime.now(UTC)
