"""What was accepted and not sent: when it is queued again, given up, or moved back by an operator."""

from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.domain.certificate import Certificate, CertificateStatus

FIRST_WAIT = timedelta(minutes=15)
# 15 min × (1 + 2 + 4 + … + 32): after about 16 hours without a result it is marked as failed.
MAX_ATTEMPTS = 6
# SES counts the last 24 hours, so that room comes back all day long.
DEFERRED_FOR = timedelta(hours=1)


class Fate(StrEnum):
    """What happened to a message in the dead-letter queue. All but `unreadable` leave it."""

    QUEUED = "queued again"
    SUPERSEDED = "superseded by a newer certificate"
    REVOKED = "revoked"
    NOT_FAILED = "no longer failed"
    UNKNOWN = "no such certificate"
    UNREADABLE = "unreadable"


def overdue(certificate: Certificate, now: datetime) -> bool:
    """Whether it is unfinished, and queued so long ago that its message must have been lost.

    The wait is 15 minutes and doubles with each time it was queued again, up to 16 hours.
    """
    waited = now - certificate.queued_at
    wait = FIRST_WAIT * 2 ** min(certificate.attempts, MAX_ATTEMPTS)
    return (certificate.status.unfinished or certificate.to_tell) and waited >= wait


def deferred(now: datetime) -> tuple[datetime, datetime]:
    """When a certificate for which SES has no room today is tried again, and the queued_at for that.

    The sweep finds it by that time, as if it had been queued then: nothing counts as a try.
    """
    until = now + DEFERRED_FOR
    return until, until - FIRST_WAIT


def given_up(certificate: Certificate) -> bool:
    """Whether it was queued again so often that it is marked as failed instead.

    Not while its holder is to be told that it was revoked: that is tried until it works.
    """
    return certificate.attempts >= MAX_ATTEMPTS and not certificate.to_tell


def why_not_redriven(certificate: Certificate) -> Fate | None:
    """Why a certificate is not queued again from the dead-letter queue, or None when it is."""
    if certificate.status is not CertificateStatus.FAILED:
        return Fate.NOT_FAILED
    if certificate.revoked:
        return Fate.REVOKED
    return Fate.SUPERSEDED if certificate.superseded_by else None
