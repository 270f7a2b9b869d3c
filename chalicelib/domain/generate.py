"""Rule 8: whether Generate makes a certificate, sends one again, or answers with the round there is."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.domain.certificate import Certificate, CertificateStatus
from chalicelib.domain.throttle import Limit, window_of

ROUND_INTERVAL = timedelta(seconds=60)


class Decision(StrEnum):
    """What pressing Generate comes to."""

    NEW_CERTIFICATE = "new_certificate"
    NEW_ROUND = "new_round"
    SAME_ROUND = "same_round"


def decide(latest: Certificate | None, digest: str, now: datetime) -> Decision:
    """Rule 8, of the claim's latest certificate and the digest of what a new one would say.

    One that failed for good is replaced, since only an operator queues it again.
    """
    if latest is None or latest.revoked or latest.digest != digest:
        return Decision.NEW_CERTIFICATE
    if latest.status is CertificateStatus.FAILED:
        return Decision.NEW_CERTIFICATE
    return Decision.NEW_ROUND if may_open_round(latest, now) else Decision.SAME_ROUND


def may_open_round(certificate: Certificate, now: datetime) -> bool:
    """Never while a round is open, nor within 60 seconds of the last."""
    return not certificate.status.unfinished and now - certificate.round_at >= ROUND_INTERVAL


def spent(made: Iterable[Certificate], limits: Iterable[Limit], now: datetime) -> Limit | None:
    """The first limit that a claim's certificates have used up in its present window, or None.

    Those that an organizer reissued are not the holder's.
    """
    issued = [certificate.issued_at for certificate in made if not certificate.reissue]
    for limit in limits:
        if sum(at >= window_of(limit, now) for at in issued) >= limit.most:
            return limit
    return None


def stands_as(made: Iterable[Certificate], digest: str) -> Certificate | None:
    """The certificate of this digest that stands: neither replaced nor revoked."""
    found = (one for one in made if one.digest == digest and not one.superseded_by)
    return next((one for one in found if not one.revoked), None)


def replaced_by(new: Certificate, made: Iterable[Certificate]) -> tuple[Certificate, ...]:
    """The certificates that a new one supersedes: those that still stand.

    One that differs only in the license printed stands beside it.
    """
    return tuple(
        one
        for one in made
        if not one.superseded_by
        and not (one.content_digest == new.content_digest and one.digest != new.digest)
    )
