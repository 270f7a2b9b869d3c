"""A record that was asked for as a PDF: which it is, and how far it is."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chalicelib.domain.certificate import CertificateStatus
from chalicelib.domain.record import Record
from chalicelib.domain.throttle import Limit

NEW_RECORDS = Limit(20, timedelta(days=1))  # of one account; the same one again counts for nothing
ASKED_AGAIN_AFTER = timedelta(seconds=60)  # by then its message was read, or was lost


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """How far it is: `queued`, `made` or `failed`. `digest` is that of what it says. Times are aware."""

    account_id: str
    public_id: str
    digest: str
    status: CertificateStatus
    first: date
    last: date
    asked_at: datetime
    queued_at: datetime
    certificates: int
    pdf_sha256: str = ""

    def waits(self, now: datetime) -> bool:
        """Whether asking for it again queues it again: it failed, or its message may be lost."""
        if self.status is CertificateStatus.QUEUED:
            return now - self.queued_at >= ASKED_AGAIN_AFTER
        return self.status is CertificateStatus.FAILED


def record_digest(found: Record, issuer: str) -> str:
    """SHA-256, in hex, of what a record of these certificates says: they never change."""
    said = [found.first, found.last, issuer, *(one.public_id for one in found.certificates)]
    return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()
