"""The consumer of the feedback queue: SQS records that carry SNS envelopes with SES's events.

https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
"""

from datetime import UTC, datetime
from typing import Any

from chalice.app import SQSEvent, SQSRecord

from chalicelib import metrics
from chalicelib.errors import PortalError
from chalicelib.events.retries import failures
from chalicelib.events.ses_report import event_of, report_of, tags_of
from chalicelib.logs import logger, where
from chalicelib.services.mail.feedback import take_report


def take_reports(event: SQSEvent) -> dict[str, Any]:
    """Keep each record's report; those that failed come again after the queue's visibility time-out."""
    metrics.started()
    return failures([record for record in event if not _handled(record)])


def _handled(record: SQSRecord) -> bool:
    logger.set_correlation_id(record.to_dict()["messageId"])
    try:
        event = event_of(record.body)
        if event is not None:
            take_report(report_of(event), tags_of(event), _now())
    except Exception as problem:
        # What cannot be read goes to the dead-letter queue, for a person to look at.
        ours = isinstance(problem, PortalError)
        at = [] if ours else where(problem)
        logger.warning("report not kept", error=type(problem).__name__, where=at)
        return False
    return True


def _now() -> datetime:
    return datetime.now(UTC)
