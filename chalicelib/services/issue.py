"""Make a queued certificate and send it: idempotent at every step, so that running it again after
a crash anywhere sends to nobody who already has it.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.aws import mailer, storage
from chalicelib.domain.certificate import Certificate, CertificateStatus, Location, Snapshot
from chalicelib.domain.delivery import Delivery, DeliveryStatus
from chalicelib.errors import MailError, MailRejected, PortalError
from chalicelib.logs import logger, where
from chalicelib.services.mails import certificate_mail
from chalicelib.store import accounts, certificates, deliveries, snapshots

Clock = Callable[[], datetime]

# Longer than one mail can take (waits for throttling and one time-out included), so that two
# consumers of one message never send to the same address; if one dies, the next waits this long.
LEASE = timedelta(seconds=60)
# SES took the mail: that is worth more than one try to write it down.
RECORD_TRIES = 3


class CannotIssue(PortalError):
    """This certificate cannot be made or sent, however often it is tried."""


class NotAllSent(PortalError):
    """Some addresses are still pending; trying again can help."""

    retryable = True


def issue(public_id: str, clock: Clock, stop_at: datetime | None = None) -> None:
    """Render, store, send to each pending address, record each. No mail is begun after `stop_at`.

    Raises CannotIssue or NotAllSent.
    """
    snapshot = snapshots.load(public_id)
    certificate = certificates.load(snapshots.location_of(snapshot)) if snapshot else None
    if snapshot is None or certificate is None:
        raise CannotIssue("There is no certificate of this ID.")
    _refuse_failed(certificate)
    if certificate.status is CertificateStatus.SENT:
        return
    pdf = _make(certificate, snapshot)
    _send_all(_Sending(certificate, snapshot, pdf, clock), stop_at)
    certificates.mark_sent(certificate.location, certificate.round)


def give_up(public_id: str) -> None:
    """Mark what can no longer be tried as failed, so that the attendee sees it."""
    location = snapshots.locate(public_id)
    if location is not None and certificates.mark_failed(location):
        logger.error("certificate failed for good", certificate_id=public_id)


@dataclass(frozen=True, slots=True)
class _Sending:
    certificate: Certificate
    snapshot: Snapshot
    pdf: bytes
    clock: Clock

    @property
    def location(self) -> Location:
        return self.certificate.location


def _refuse_failed(certificate: Certificate | None) -> None:
    if certificate is None or certificate.status is CertificateStatus.FAILED:
        raise CannotIssue("The certificate has failed for good; ops redrive queues it again.")


def _make(certificate: Certificate, snapshot: Snapshot) -> bytes:
    if certificate.status is CertificateStatus.MADE:
        return storage.get_pdf(certificate.public_id)
    pdf = _render(snapshot)
    storage.put_pdf(certificate.public_id, pdf)
    if not certificates.mark_made(certificate.location, hashlib.sha256(pdf).hexdigest()):
        # Made by another consumer, or by our own write repeated after a time-out: both are well.
        _refuse_failed(certificates.load(certificate.location))
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


def _send_all(sending: _Sending, stop_at: datetime | None) -> None:
    pending = [
        delivery
        for delivery in deliveries.of_certificate(sending.location)
        if delivery.status is DeliveryStatus.PENDING
    ]
    # A list, not a generator: one address that fails holds up no other.
    done = [_done(sending, delivery, stop_at) for delivery in pending]
    if not all(done):
        raise NotAllSent("Some addresses are still pending.")


def _done(sending: _Sending, delivery: Delivery, stop_at: datetime | None) -> bool:
    """Whether the delivery is no longer pending, whatever went wrong with it."""
    if stop_at is not None and sending.clock() >= stop_at:
        return False
    try:
        return _send_one(sending, delivery)
    except Exception as problem:
        logger.warning(
            "delivery not done",
            certificate_id=sending.snapshot.public_id,
            address_id=delivery.address_id,
            error=type(problem).__name__,
            where=where(problem),
        )
        return False


def _send_one(sending: _Sending, delivery: Delivery) -> bool:
    location, clock = sending.location, sending.clock
    skipped = _why_skipped(sending.certificate, delivery)
    if skipped:
        deliveries.record(location, delivery, DeliveryStatus.SKIPPED, clock(), detail=skipped)
        return True
    now = clock()
    lease = deliveries.lease(location, delivery, now, now + LEASE)
    if not lease:
        # Another consumer has it, or had it: done only if it is no longer pending.
        current = deliveries.load(location, delivery.round, delivery.address_id)
        return current is None or current.status is not DeliveryStatus.PENDING
    mail = certificate_mail(sending.snapshot, delivery, sending.pdf)
    try:
        message_id = mailer.send(mail)
    except MailRejected as problem:
        detail = "The mail service refused this address. Check it, or use another one."
        _log_mail_problem("mail refused", sending, delivery, problem)
        deliveries.record(location, delivery, DeliveryStatus.FAILED, clock(), detail=detail)
        return True
    except MailError as problem:
        _log_mail_problem("mail not sent", sending, delivery, problem)
        # Without an answer the mail may have gone out: the lease stays, so that SES's report of
        # it comes before the next try.
        if problem.code != mailer.NO_ANSWER:
            deliveries.release(location, delivery, lease)
        return False
    _record_sent(sending, delivery, message_id)
    return True


def _record_sent(sending: _Sending, delivery: Delivery, message_id: str) -> None:
    for left in reversed(range(RECORD_TRIES)):
        try:
            deliveries.record(
                sending.location,
                delivery,
                DeliveryStatus.SENT,
                sending.clock(),
                message_id=message_id,
            )
        except Exception:
            if not left:
                raise
        else:
            return


def _log_mail_problem(
    words: str, sending: _Sending, delivery: Delivery, problem: MailError
) -> None:
    public_id = sending.snapshot.public_id
    logger.warning(
        words, certificate_id=public_id, address_id=delivery.address_id, code=problem.code
    )


def _why_skipped(certificate: Certificate, delivery: Delivery) -> str:
    if certificate.revoked:
        return "The certificate was revoked before it was sent."
    address = accounts.address_of(certificate.location.account_id, delivery.normalised)
    if address is None or not address.verified:
        return "This address was no longer verified on your account."
    if not address.deliverable:
        return "Mail to this address has been returned. Verify it again to use it."
    return ""
