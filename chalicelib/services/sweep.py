"""Queue again what was accepted and never sent: its message was lost, or its consumer died."""

from datetime import datetime, timedelta

from chalicelib.aws import queue
from chalicelib.domain.certificate import Certificate, CertificateStatus
from chalicelib.logs import logger
from chalicelib.store import certificates

FIRST_WAIT = timedelta(minutes=15)
# 15 min × (1 + 2 + 4 + … + 32): after some 16 hours without a word it is marked as failed.
MAX_ATTEMPTS = 6


def sweep(now: datetime) -> int:
    """Queue each overdue certificate, never while the queue has a backlog; returns how many."""
    if queue.backlog():
        return 0
    swept = 0
    for certificate in certificates.unfinished(now - FIRST_WAIT):
        if _overdue(certificate, now):
            swept += _again(certificate, now)
    return swept


def _overdue(certificate: Certificate, now: datetime) -> bool:
    unfinished = certificate.status in (CertificateStatus.QUEUED, CertificateStatus.MADE)
    return unfinished and now - certificate.queued_at >= FIRST_WAIT * 2**certificate.attempts


def _again(certificate: Certificate, now: datetime) -> bool:
    if certificate.attempts >= MAX_ATTEMPTS:
        certificates.mark_failed(certificate.location)
        logger.error("died without a word", certificate_id=certificate.public_id)
        return False
    if not certificates.queued_again(certificate, now):
        return False
    queue.send(certificate.public_id, "sweep")
    logger.info("queued again", certificate_id=certificate.public_id)
    return True
