"""Requeue what was accepted but never sent: its message was lost, or its consumer ended."""

from datetime import datetime

from chalicelib import metrics
from chalicelib.aws import queue, queue_depths
from chalicelib.domain.certificate import Certificate, Location
from chalicelib.domain.recovery import FIRST_WAIT, given_up, overdue
from chalicelib.logs import logger, where
from chalicelib.store.certificates import certificates


def sweep(now: datetime) -> int:
    """Queue each overdue certificate, never while the queue has a backlog; returns how many."""
    if queue_depths.backlog():
        return 0
    # A list: one that fails holds up no other, and comes again in five minutes.
    return sum([_swept(location, now) for location in certificates.unfinished(now - FIRST_WAIT)])


def _swept(location: Location, now: datetime) -> bool:
    try:
        # The index lags and holds a few attributes: the record itself decides.
        certificate = certificates.load(location)
        return certificate is not None and overdue(certificate, now) and _again(certificate, now)
    except Exception as problem:
        logger.error("not swept", error=type(problem).__name__, where=where(problem))
        return False


def _again(certificate: Certificate, now: datetime) -> bool:
    if given_up(certificate):
        return _fail(certificate)
    if not certificates.queued_again(certificate, now):
        return False
    queue.send(certificate.public_id, "sweep")
    logger.info("queued again", certificate_id=certificate.public_id)
    return True


def _fail(certificate: Certificate) -> bool:
    if certificates.mark_failed(certificate.location):
        metrics.failed()
        logger.error("ended without an error", certificate_id=certificate.public_id)
        # The consumer refuses what has failed, so this message ends in the dead-letter queue,
        # which alarms and is where `ops redrive` finds it.
        queue.send(certificate.public_id, "sweep")
    return False
