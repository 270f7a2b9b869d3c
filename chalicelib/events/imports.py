"""The consumer of the imports queue: one file a message, read and planned, applied, undone, or made."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from chalice.app import SQSEvent, SQSRecord

from chalicelib import metrics
from chalicelib.aws import imports as bucket
from chalicelib.errors import Conflict, PortalError
from chalicelib.events.retries import MAX_RECEIVE_COUNT, delay_seconds, failures
from chalicelib.logs import logger, where
from chalicelib.services.console import claims_export
from chalicelib.services.imports.refuse import give_up
from chalicelib.services.imports.run import run

# What a call that is under way may take, and telling how far it is.
LAST_CALLS = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a message names: an import, a file of claims, or ("") neither."""

    import_id: str = ""
    export_id: str = ""

    def give_up(self) -> None:
        """Say that it can't be done."""
        if self.export_id:
            claims_export.give_up(self.export_id, _now())
        elif self.import_id:
            give_up(self.import_id, _now())


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
    asked = _Asked()
    try:
        asked = _asked(record.body)
        if asked.export_id:
            claims_export.make(asked.export_id, _now())
        else:
            run(asked.import_id, _now, stop_at)
    except Exception as problem:
        receives = int(message["attributes"]["ApproximateReceiveCount"])
        _failed(asked, record.receipt_handle, receives, problem)
        return False
    return True


def _asked(body: str) -> _Asked:
    said = json.loads(body)
    if "export_id" in said:
        return _Asked(export_id=str(said["export_id"]))
    return _Asked(import_id=str(said["import_id"]))


def _failed(asked: _Asked, receipt_handle: str, receives: int, problem: Exception) -> None:
    # Somebody else's change is looked at anew; what AWS could not do may be done later.
    can_help = not isinstance(problem, PortalError) or isinstance(problem, Conflict)
    can_help = can_help or (isinstance(problem, PortalError) and problem.retryable)
    logger.warning(
        "import not done",
        import_id=asked.import_id,
        export_id=asked.export_id,
        receives=receives,
        can_help=can_help,
        error=type(problem).__name__,
        where=[] if isinstance(problem, PortalError) else where(problem),
    )
    over = not can_help or receives >= MAX_RECEIVE_COUNT
    try:
        if over:
            asked.give_up()
        bucket.delay(receipt_handle, 0 if over else delay_seconds(receives))
    except Exception as second:
        logger.error(
            "failure not recorded",
            import_id=asked.import_id,
            export_id=asked.export_id,
            error=type(second).__name__,
            where=where(second),
        )


def _now() -> datetime:
    return datetime.now(UTC)
