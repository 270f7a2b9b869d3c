"""Make a queued certificate and send it: idempotent at every step, so that running it again after
a crash anywhere sends to nobody who already has it.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from chalicelib.aws import mailer, storage
from chalicelib.domain.certificate import Certificate, CertificateStatus, Location, Snapshot
from chalicelib.domain.delivery import Delivery, DeliveryStatus
from chalicelib.errors import MailError, MailRejected, PortalError
from chalicelib.logs import logger
from chalicelib.services.mails import certificate_mail
from chalicelib.store import accounts, certificates, deliveries, snapshots

Clock = Callable[[], datetime]

# Longer than one mail can take (waits for throttling and one time-out included), so that two
# consumers of one message never send to the same address; if one dies, the next waits this long.
LEASE = timedelta(seconds=60)


class CannotIssue(PortalError):
    """This certificate cannot be made or sent, however often it is tried."""


class NotAllSent(PortalError):
    """Some addresses are still pending; trying again can help."""

    retryable = True


def issue(public_id: str, clock: Clock) -> None:
    """Render, store, send to each pending address, record each. Raises CannotIssue or NotAllSent."""
    snapshot = snapshots.load(public_id)
    certificate = certificates.load(snapshots.location_of(snapshot)) if snapshot else None
    if snapshot is None or certificate is None:
        raise CannotIssue("There is no certificate of this ID.")
    if certificate.status is CertificateStatus.FAILED:
        raise CannotIssue("The certificate has failed for good; ops redrive queues it again.")
    if certificate.status is CertificateStatus.SENT:
        return
    pdf = _make(certificate, snapshot)
    _send_all(certificate, snapshot, pdf, clock)
    certificates.mark_sent(certificate.location, certificate.round)


def give_up(public_id: str) -> None:
    """Mark what can no longer be tried as failed, so that the attendee sees it."""
    location = snapshots.locate(public_id)
    if location is not None and certificates.mark_failed(location):
        logger.error("certificate failed for good", certificate_id=public_id)


def _make(certificate: Certificate, snapshot: Snapshot) -> bytes:
    if certificate.status is CertificateStatus.MADE:
        return storage.get_pdf(certificate.public_id)
    pdf = _render(snapshot)
    storage.put_pdf(certificate.public_id, pdf)
    certificates.mark_made(certificate.location, hashlib.sha256(pdf).hexdigest())
    return pdf


def _render(snapshot: Snapshot) -> bytes:
    # Only the consumer renders: no other function pays for loading the renderer.
    from chalicelib.documents.certificate import RenderFailed, render

    named = {snapshot.provider.logo, snapshot.provider.signature_image} - {""}
    try:
        rendered = render(snapshot, {digest: storage.get_image(digest) for digest in named})
    except RenderFailed as problem:
        raise CannotIssue(f"The certificate could not be made: {problem}") from problem
    if rendered.missing_glyphs:
        codes = [f"U+{ord(glyph[0]):04X}" for glyph in rendered.missing_glyphs]
        logger.warning("glyphs missing", certificate_id=snapshot.public_id, glyphs=codes)
    return rendered.pdf


def _send_all(certificate: Certificate, snapshot: Snapshot, pdf: bytes, clock: Clock) -> None:
    location = certificate.location
    pending = [
        delivery
        for delivery in deliveries.of_certificate(location)
        if delivery.status is DeliveryStatus.PENDING
    ]
    # A list, not a generator: one address that fails holds up no other.
    done = [_send_one(certificate, snapshot, delivery, pdf, clock) for delivery in pending]
    if not all(done):
        raise NotAllSent("Some addresses are still pending.")


def _send_one(
    certificate: Certificate, snapshot: Snapshot, delivery: Delivery, pdf: bytes, clock: Clock
) -> bool:
    location = certificate.location
    skipped = _why_skipped(certificate, location, delivery)
    if skipped:
        deliveries.record(location, delivery, DeliveryStatus.SKIPPED, clock(), detail=skipped)
        return True
    now = clock()
    if not deliveries.lease(location, delivery, now, now + LEASE):
        # Another consumer has it, or had it: done only if it is no longer pending.
        current = deliveries.load(location, delivery.round, delivery.address_id)
        return current is None or current.status is not DeliveryStatus.PENDING
    try:
        message_id = mailer.send(certificate_mail(snapshot, delivery, pdf))
    except MailRejected as problem:
        detail = "The mail service refused this address. Check it, or use another one."
        logger.warning("mail refused", certificate_id=snapshot.public_id, code=problem.code)
        deliveries.record(location, delivery, DeliveryStatus.FAILED, clock(), detail=detail)
        return True
    except MailError as problem:
        logger.warning("mail not sent", certificate_id=snapshot.public_id, code=problem.code)
        deliveries.release(location, delivery)
        return False
    deliveries.record(location, delivery, DeliveryStatus.SENT, clock(), message_id=message_id)
    return True


def _why_skipped(certificate: Certificate, location: Location, delivery: Delivery) -> str:
    if certificate.revoked:
        return "The certificate was revoked before it was sent."
    address = accounts.address_of(location.account_id, delivery.normalised)
    if address is None or not address.verified:
        return "This address was no longer verified on your account."
    if not address.deliverable:
        return "Mail to this address has been returned. Verify it again to use it."
    return ""
