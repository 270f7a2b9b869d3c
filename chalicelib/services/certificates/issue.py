"""Make a queued certificate and send it: idempotent at every step, so that running it again after
a crash anywhere sends to nobody who already has it.
"""

import hashlib
import time
from datetime import datetime

from chalicelib import metrics
from chalicelib.aws import storage, stored_images
from chalicelib.domain.certificate import Certificate, CertificateStatus, Snapshot
from chalicelib.logs import logger
from chalicelib.metrics import Metric
from chalicelib.services.certificates.make_record import (
    CannotIssue,
    give_up_record,
    make_record_pdf,
)
from chalicelib.services.certificates.send_pending import Clock, QuotaReached, Sending, send_pending
from chalicelib.services.certificates.tell_revoked import tell_holder
from chalicelib.store.certificates import certificates, snapshots


def issue(public_id: str, clock: Clock, stop_at: datetime | None = None) -> None:
    """Render, store, send to each pending address, record each. No email is started after `stop_at`.

    Of one that was revoked, its holder is told first. Raises CannotIssue, NotAllSent or NotAllTold.
    """
    snapshot = snapshots.load(public_id)
    if snapshot is None and make_record_pdf(public_id):
        return
    certificate = certificates.load(snapshot.certificate_location) if snapshot else None
    if snapshot is None or certificate is None:
        raise CannotIssue("There is no certificate with this ID.")
    if certificate.to_tell:
        tell_holder(certificate, clock)
        if not certificate.status.unfinished:
            return
    _refuse_failed(certificate)
    if certificate.status is CertificateStatus.SENT:
        return
    pdf = _make(certificate, snapshot)
    try:
        send_pending(Sending(certificate, snapshot, pdf, clock), stop_at)
    except QuotaReached as reached:
        # The message is done with: no receive is used up while it waits. The sweep queues it again.
        certificates.defer(certificate.location, reached.queued_at)
        logger.warning("waits for tomorrow's quota", certificate_id=public_id)
        return
    if certificates.mark_sent(certificate.location, certificate.round):
        metrics.sent((clock() - certificate.round_at).total_seconds())


def give_up(public_id: str) -> None:
    """Mark what can no longer be tried as failed, so that the attendee sees it."""
    location = snapshots.locate(public_id)
    if location is None:
        give_up_record(public_id)
    elif certificates.mark_failed(location):
        logger.error("certificate failed for good", certificate_id=public_id)
        metrics.failed()


def _refuse_failed(certificate: Certificate | None) -> None:
    if certificate is None or certificate.status is CertificateStatus.FAILED:
        raise CannotIssue("The certificate failed permanently; ops redrive queues it again.")


def _make(certificate: Certificate, snapshot: Snapshot) -> bytes:
    if certificate.status is CertificateStatus.MADE:
        return storage.get_pdf(certificate.public_id)
    began = time.perf_counter()
    pdf = _render(snapshot)
    metrics.record(Metric.RENDER, (time.perf_counter() - began) * 1000)
    storage.put_pdf(certificate.public_id, pdf)
    if certificates.mark_made(certificate.location, hashlib.sha256(pdf).hexdigest()):
        metrics.record(Metric.MADE)
    else:
        if certificates.is_retired(certificate.location):
            # Its account was deleted while this was made, after the other PDFs were.
            storage.delete_pdf(certificate.public_id)
        # Made by another consumer, or by our own write repeated after a time-out: both are well.
        _refuse_failed(certificates.load(certificate.location))
    return pdf


def _render(snapshot: Snapshot) -> bytes:
    # Only the consumer renders: no other function pays for loading the renderer.
    from chalicelib.documents.certificate import RenderFailed, render

    try:
        images = {digest: stored_images.get_image(digest) for digest in snapshot.provider.images}
        rendered = render(snapshot, images)
    except RenderFailed as problem:
        raise CannotIssue(f"The certificate could not be made: {problem}") from problem
    if rendered.missing_glyphs:
        codes = [f"U+{ord(glyph[0]):04X}" for glyph in rendered.missing_glyphs]
        metrics.record(Metric.MISSING_GLYPHS)
        logger.warning("glyphs missing", certificate_id=snapshot.public_id, glyphs=codes)
    return rendered.pdf
