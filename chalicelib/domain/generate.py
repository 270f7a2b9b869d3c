"""Rule 8: whether Generate makes a certificate, sends one again, or answers with the round there is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.domain.certificate import CertificateStatus

ROUND_INTERVAL = timedelta(seconds=60)


class Outcome(StrEnum):
    """What pressing Generate comes to."""

    NEW_CERTIFICATE = "new_certificate"
    NEW_ROUND = "new_round"
    SAME_ROUND = "same_round"


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest certificate of a claim, as far as rule 8 looks at it. `round_at` is aware."""

    digest: str
    status: CertificateStatus
    revoked: bool
    round_at: datetime


def outcome(latest: Latest | None, digest: str, now: datetime) -> Outcome:
    """Rule 8. A certificate that failed for good is replaced, since only `ops redrive` revives it."""
    if latest is None or latest.revoked or latest.digest != digest:
        return Outcome.NEW_CERTIFICATE
    if latest.status is CertificateStatus.FAILED:
        return Outcome.NEW_CERTIFICATE
    return Outcome.NEW_ROUND if may_open_round(latest, now) else Outcome.SAME_ROUND


def may_open_round(latest: Latest, now: datetime) -> bool:
    """Never while a round is open, nor within 60 seconds of the last."""
    open_now = latest.status in (CertificateStatus.QUEUED, CertificateStatus.MADE)
    return not open_now and now - latest.round_at >= ROUND_INTERVAL
