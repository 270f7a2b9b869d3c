"""A record as a PDF: asked for on its page, made by the consumer, downloaded by its person."""

from datetime import datetime

from chalicelib.aws import queue, storage
from chalicelib.domain.account import Account
from chalicelib.domain.certificate import CertificateStatus
from chalicelib.domain.kept_record import NEW_RECORDS, KeptRecord, record_digest
from chalicelib.domain.new_record import make_record_snapshot
from chalicelib.domain.problem import Code, Problem
from chalicelib.domain.public_id import new_public_id
from chalicelib.domain.record import Record
from chalicelib.domain.throttle import window_of
from chalicelib.errors import Conflict, Invalid, NotFound, NotReady
from chalicelib.logs import correlation_id, logger, where
from chalicelib.services.certificates.own_certificates import RETRY_AFTER_SECONDS
from chalicelib.services.certificates.record import record_view
from chalicelib.services.people import throttle
from chalicelib.settings import settings
from chalicelib.store.certificates import records, snapshots


def keep_record(account: Account, first: str, last: str, now: datetime) -> KeptRecord:
    """The record of these days as a PDF: the one there is, or a new one that is queued.

    Raises Invalid (also where the record is empty), TooManyRequests, Conflict.
    """
    view = record_view(account, first, last, now)
    if not view.record.certificates:
        message = (
            "No certificates were issued to you in this period, so there is no record to print."
        )
        raise Invalid([Problem("from", Code.NO_CERTIFICATES, message)])
    digest = record_digest(view.record, settings().brand_name)
    there_is = next((one for one in view.kept if one.digest == digest), None)
    if there_is is not None:
        return _again(there_is, now)
    made_now = sum(one.asked_at >= window_of(NEW_RECORDS, now) for one in view.kept)
    if made_now >= NEW_RECORDS.most:
        raise throttle.too_many(NEW_RECORDS, now)
    return _create(view.record, digest, now)


def get_record(account: Account, public_id: str) -> KeptRecord:
    """One of the account's; raises NotFound, also for another person's."""
    found = records.locate(public_id)
    if found is None or found.account_id != account.id:
        raise NotFound
    return found


def record_link(account: Account, public_id: str) -> str:
    """A short-lived address of the PDF, made at the click; raises NotFound, Conflict, NotReady."""
    found = get_record(account, public_id)
    if found.status is CertificateStatus.FAILED:
        raise Conflict("This record could not be made. Ask for it again.", code=Code.FAILED)
    if not found.pdf_sha256:
        raise NotReady("The record is still being made.", retry_after=RETRY_AFTER_SECONDS)
    name = f"record-{found.first.isoformat()}-{found.last.isoformat()}-{public_id}.pdf"
    return storage.pdf_link(public_id, name)


def _create(found: Record, digest: str, now: datetime) -> KeptRecord:
    says = {one.public_id: snapshots.load(one.public_id) for one in found.certificates}
    snapshot = make_record_snapshot(
        found,
        {public_id: said for public_id, said in says.items() if said is not None},
        public_id=new_public_id(),
        portal_url=settings().portal_url,
        issuer=settings().brand_name,
        made_at=now,
    )
    kept = KeptRecord(
        account_id=snapshot.account_id,
        public_id=snapshot.public_id,
        digest=digest,
        status=CertificateStatus.QUEUED,
        first=snapshot.first,
        last=snapshot.last,
        asked_at=now,
        queued_at=now,
        certificates=len(snapshot.certificates),
    )
    try:
        records.create(kept, snapshot)
    except Conflict:
        # Pressed twice, or our own write repeated after a time-out: the record there is stands.
        stored = records.load(kept.account_id, digest)
        if stored is None:
            raise
        kept = stored
    _enqueue(kept.public_id)
    return kept


def _again(kept: KeptRecord, now: datetime) -> KeptRecord:
    if not kept.waits(now) or not records.queued_again(kept, now):
        return kept
    _enqueue(kept.public_id)
    return records.load(kept.account_id, kept.digest) or kept


def _enqueue(public_id: str) -> None:
    try:
        queue.send(public_id, correlation_id())
    except Exception as problem:
        logger.error(
            "message not sent; asking for the record again will",
            record_id=public_id,
            error=type(problem).__name__,
            where=where(problem),
        )
