"""Make the PDF of a record that was asked for: the consumer's part, idempotent at every step."""

import hashlib

from chalicelib.aws import storage
from chalicelib.domain.certificate import CertificateStatus
from chalicelib.domain.record_snapshot import RecordSnapshot
from chalicelib.errors import PortalError
from chalicelib.logs import logger
from chalicelib.store.certificates import records


class CannotIssue(PortalError):
    """This cannot be made or sent, however often it is tried."""


def make_record_pdf(public_id: str) -> bool:
    """Render and store it, unless it is made or its account is gone; False: no record has this ID.

    Raises CannotIssue.
    """
    found = records.snapshot_of(public_id)
    record = records.load(found[0].account_id, found[1]) if found else None
    if found is None or record is None:
        return False
    if record.status is not CertificateStatus.QUEUED:
        return True
    pdf = _render(found[0])
    storage.put_pdf(public_id, pdf)
    if not records.mark_made(record, hashlib.sha256(pdf).hexdigest()) and records.is_retired(
        record
    ):
        # Its account was deleted while this was made, after the other PDFs were.
        storage.delete_pdf(public_id)
    return True


def give_up_record(public_id: str) -> None:
    """Mark what can no longer be tried as failed, so that its person sees it."""
    record = records.locate(public_id)
    if record is not None and records.mark_failed(record):
        logger.error("record failed for good", record_id=public_id)


def _render(snapshot: RecordSnapshot) -> bytes:
    # Only the consumer renders: no other function pays for loading the renderer.
    from chalicelib.documents.certificate import RenderFailed
    from chalicelib.documents.record import render_record

    try:
        return render_record(snapshot).pdf
    except RenderFailed as problem:
        raise CannotIssue(f"The record could not be made: {problem}") from problem
