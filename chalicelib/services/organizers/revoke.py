"""Take a certificate back; unless the operator allows another, Generate is refused from then on."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.audit import By
from chalicelib.domain.limits import REASON_LENGTH
from chalicelib.domain.problem import Code, Problem
from chalicelib.domain.text import clean_text
from chalicelib.errors import Conflict, Invalid, NotFound
from chalicelib.logs import logger
from chalicelib.store.certificates import certificates, revocations, snapshots

_TRIES = 3


@dataclass(frozen=True, slots=True)
class Revoked:
    """`first` is False when it was revoked before: that date and reason stay."""

    public_id: str
    conference_id: str
    first: bool
    may_reissue: bool


def revoke(public_id: str, reason: str, may_reissue: bool, by: By, now: datetime) -> Revoked:
    """Revoke a certificate, whole or not at all. Its owner sees the reason; so does the audit.

    Run again with the other `may_reissue`, it forbids or allows another certificate of the claim.
    Raises NotFound, Invalid (no reason), Conflict (others kept changing it).
    """
    cleaned = clean_text(reason, REASON_LENGTH)
    if not cleaned:
        message = "Give a reason: the attendee will read it."
        raise Invalid([Problem("reason", Code.REQUIRED, message)])
    location = snapshots.locate(public_id)
    if location is None:
        raise NotFound(f"There is no certificate {public_id}.")
    for _ in range(_TRIES):
        certificate = certificates.load(location)
        if certificate is None:
            raise NotFound(f"There is no certificate {public_id}.")
        first = not certificate.revoked
        try:
            revocations.revoke(
                certificate, cleaned, None if may_reissue else cleaned, By(by.who, cleaned), now
            )
        except Conflict:
            continue
        logger.info("certificate revoked", certificate_id=public_id, may_reissue=may_reissue)
        return Revoked(public_id, location.conference_id, first, may_reissue)
    raise Conflict("Someone else is changing the certificate. Try again.")
