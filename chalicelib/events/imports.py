"""The consumer of the imports queue: what organizers wait for, one message at a time.

A file is read and planned, applied, or undone; one of claims is made; a reissue is counted or made, a part
a message.
"""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from chalice.app import SQSEvent, SQSRecord

from chalicelib import metrics
from chalicelib.aws import next_steps
from chalicelib.errors import Conflict, PortalError
from chalicelib.events.retries import MAX_RECEIVE_COUNT, delay_seconds, failures
from chalicelib.logs import logger, where
from chalicelib.services.console import claims_export
from chalicelib.services.imports.refuse import give_up
from chalicelib.services.imports.run import run
from chalicelib.services.reissue import run as reissue
from chalicelib.services.reissue.give_up import give_up as give_up_reissue

# What a call that is under way may take, and telling how far it is.
LAST_CALLS = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a message names: an import, a file of claims, a reissue as of a version, or ("") none."""

    import_id: str = ""
    export_id: str = ""
    reissue_id: str = ""
    version: int = 0

    def do(self, stop_at: datetime | None) -> None:
        """Do what it waits for; by `stop_at` what is left is put off."""
        if self.export_id:
            claims_export.make(self.export_id, _now())
        elif self.reissue_id:
            reissue.run(self.reissue_id, self.version, _now)
        else:
            run(self.import_id, _now, stop_at)

    def give_up(self) -> None:
        """Say that it can't be done."""
        if self.export_id:
            claims_export.give_up(self.export_id, _now())
        elif self.reissue_id:
            give_up_reissue(self.reissue_id, _now())
        elif self.import_id:
            give_up(self.import_id, _now())


def run_imports(event: SQSEvent) -> dict[str, Any]:
    """Do what each message asks for; those that failed go back to SQS."""
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
        asked.do(stop_at)
    except Exception as problem:
        receives = int(message["attributes"]["ApproximateReceiveCount"])
        _failed(asked, record.receipt_handle, receives, problem)
        return False
    return True


def _asked(body: str) -> _Asked:
    said = json.loads(body)
    if "export_id" in said:
        return _Asked(export_id=str(said["export_id"]))
    if "reissue_id" in said:
        return _Asked(reissue_id=str(said["reissue_id"]), version=int(said["version"]))
    return _Asked(import_id=str(said["import_id"]))


def _failed(asked: _Asked, receipt_handle: str, receives: int, problem: Exception) -> None:
    # Somebody else's change is looked at anew; what AWS could not do may be done later.
    can_help = not isinstance(problem, PortalError) or isinstance(problem, Conflict)
    can_help = can_help or (isinstance(problem, PortalError) and problem.retryable)
    logger.warning(
        "organizer's work not done",
        asked=asdict(asked),
        receives=receives,
        can_help=can_help,
        error=type(problem).__name__,
        where=[] if isinstance(problem, PortalError) else where(problem),
    )
    over = not can_help or receives >= MAX_RECEIVE_COUNT
    try:
        if over:
            asked.give_up()
        next_steps.delay(receipt_handle, 0 if over else delay_seconds(receives))
    except Exception as second:
        logger.error(
            "failure not recorded",
            asked=asdict(asked),
            error=type(second).__name__,
            where=where(second),
        )


def _now() -> datetime:
    return datetime.now(UTC)
