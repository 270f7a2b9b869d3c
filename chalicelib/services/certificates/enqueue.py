"""The message that has a certificate made and sent."""

from chalicelib import metrics
from chalicelib.aws import queue
from chalicelib.logs import correlation_id, logger, where
from chalicelib.metrics import Metric


def enqueue(public_id: str) -> None:
    """Send the message; if SQS does not take it, the sweep will: the record is already there."""
    metrics.record(Metric.REQUESTED)
    try:
        queue.send(public_id, correlation_id())
    except Exception as problem:
        logger.error(
            "message not sent; the sweep will queue it",
            certificate_id=public_id,
            error=type(problem).__name__,
            where=where(problem),
        )
