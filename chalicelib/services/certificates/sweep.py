"""Queue again what was accepted and never sent: its message was lost, or its consumer died."""

from datetime import datetime, timedelta

from chalicelib import metrics
from chalicelib.aws import queue
from chalicelib.domain.certificate import Certificate, CertificateStatus, Location
from chalicelib.logs import logger, where
from chalicelib.store.certificates import certificates

FIRST_WAIT = timedelta(minutes=15)
# 15 min × (1 + 2 + 4 + … + 32): after some 16 hours without a word it is marked as failed.
MAX_ATTEMPTS = 6


def sweep(now: datetime) -> int:
    """Queue each overdue certificate, never while the queue has a backlog; returns how many."""
    if queue.backlog():
        return 0
    # A list: one that fails holds up no other, and comes again in five minutes.
    return sum([_swept(location, now) for location in certificates.unfinished(now - FIRST_WAIT)])


def _swept(location: Location, now: datetime) -> bool:
    try:
        # The index lags and holds a few attributes: the record itself decides.
        certificate = certificates.load(location)
        return certificate is not None and _overdue(certificate, now) and _again(certificate, now)
    except Exception as problem:
        logger.error("not swept", error=type(problem).__name__, where=where(problem))
        return False


def _overdue(certificate: Certificate, now: datetime) -> bool:
    unfinished = certificate.status in (CertificateStatus.QUEUED, CertificateStatus.MADE)
    return unfinished and now - certificate.queued_at >= FIRST_WAIT * 2**certificate.attempts


def _again(certificate: Certificate, now: datetime) -> bool:
    if certificate.attempts >= MAX_ATTEMPTS:
        return _given_up(certificate)
    if not certificates.queued_again(certificate, now):
        return False
    queue.send(certificate.public_id, "sweep")
    logger.info("queued again", certificate_id=certificate.public_id)
    return True


def _given_up(certificate: Certificate) -> bool:
    if certificates.mark_failed(certificate.location):
        metrics.failed()
        logger.error("ended without an error", certificate_id=certificate.public_id)
        # The consumer refuses what has failed, so this message ends in the dead-letter queue,
        # which alarms and is where `ops redrive` finds it.
        queue.send(certificate.public_id, "sweep")
    return False
