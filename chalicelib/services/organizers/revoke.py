"""Take a certificate back; unless the operator allows another, Generate is refused from then on."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.aws import queue
from chalicelib.domain.audit import By
from chalicelib.domain.certificate import Certificate
from chalicelib.domain.limits import REASON_LENGTH
from chalicelib.domain.problem import Code, Problem
from chalicelib.domain.text import clean_text
from chalicelib.errors import Conflict, Invalid, NotFound
from chalicelib.logs import logger, where
from chalicelib.store.certificates import certificates, revocations, snapshots
from chalicelib.store.people import accounts

_TRIES = 3


@dataclass(frozen=True, slots=True)
class Revoked:
    """`first` is False when it was revoked before: that date and reason stay.

    `told`: its holder has an address that receives email, and the reason goes there.
    """

    public_id: str
    conference_id: str
    first: bool
    may_reissue: bool
    told: bool = False


def revoke(public_id: str, reason: str, may_reissue: bool, by: By, now: datetime) -> Revoked:
    """Revoke a certificate, whole or not at all. Its owner gets the reason by email; the audit has it.

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
            refusal = None if may_reissue else cleaned
            to_tell = _addresses(certificate) if first else []
            revocations.revoke(certificate, cleaned, refusal, By(by.who, cleaned), now, to_tell)
        except Conflict:
            continue
        logger.info("certificate revoked", certificate_id=public_id, may_reissue=may_reissue)
        if to_tell or certificate.to_tell:
            _queue(public_id)
        return Revoked(public_id, location.conference_id, first, may_reissue, bool(to_tell))
    raise Conflict("Someone else is changing the certificate. Try again.")


def _addresses(certificate: Certificate) -> list[str]:
    owner = accounts.load(certificate.location.account_id)
    # Deleted: nobody is left to tell.
    return [] if owner is None else [address.normalised for address in owner.recipients]


def _queue(public_id: str) -> None:
    """The consumer tells the owner. What to tell is kept: without this message the sweep sends one."""
    try:
        queue.send(public_id, "revoke")
    except Exception as problem:
        logger.error(
            "message not sent; the sweep will queue it",
            certificate_id=public_id,
            error=type(problem).__name__,
            where=where(problem),
        )
