"""Certificate records: each change is one conditional update, so that two who meet make one change."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from chalicelib.domain.certificate import UNFINISHED, Certificate, CertificateStatus, Location
from chalicelib.store.certificates.certificate_items import location_of, read_certificate
from chalicelib.store.claims_table import CertificateItem
from chalicelib.store.keys import account_key, certificate_key
from chalicelib.store.shards import SHARDS, shard_of
from chalicelib.store.tables import change_if, find


def load(location: Location) -> Certificate | None:
    """The current record."""
    item = find(CertificateItem, account_key(location.account_id), certificate_key(location))
    if item is None:
        return None
    return read_certificate(item)


def is_retired(location: Location) -> bool:
    """Whether its account was deleted: what it says stays, its PDF goes."""
    item = find(CertificateItem, account_key(location.account_id), certificate_key(location))
    return item is None or item.ttl is not None


def mark_made(location: Location, pdf_sha256: str) -> bool:
    """`queued → made`; False when it is no longer queued."""
    return _change(
        location,
        [
            CertificateItem.status.set(CertificateStatus.MADE),
            CertificateItem.pdf_sha256.set(pdf_sha256),
        ],
        CertificateItem.status == CertificateStatus.QUEUED,
    )


def mark_sent(location: Location, round_number: int) -> bool:
    """`made → sent` for the round that is done; it leaves the sweep's index."""
    return _change(
        location,
        [
            CertificateItem.status.set(CertificateStatus.SENT),
            CertificateItem.shard.remove(),
            CertificateItem.attempts.set(0),
        ],
        (CertificateItem.status == CertificateStatus.MADE)
        & (CertificateItem.round == round_number)
        & CertificateItem.to_tell.does_not_exist(),
    )


def mark_failed(location: Location) -> bool:
    """`queued` or `made → failed`; it leaves the sweep's index."""
    return _change(
        location,
        [CertificateItem.status.set(CertificateStatus.FAILED), CertificateItem.shard.remove()],
        CertificateItem.status.is_in(*UNFINISHED) & CertificateItem.to_tell.does_not_exist(),
    )


def revive(certificate: Certificate, now: datetime) -> bool:
    """`failed → queued`, for the operator's redrive; False when it is not failed, or taken back."""
    return _change(
        certificate.location,
        [
            CertificateItem.status.set(CertificateStatus.QUEUED),
            CertificateItem.queued_at.set(now),
            CertificateItem.attempts.set(0),
            CertificateItem.shard.set(shard_of(certificate.public_id)),
        ],
        (CertificateItem.status == CertificateStatus.FAILED)
        & (CertificateItem.superseded_by == "")
        & CertificateItem.revoked_at.does_not_exist(),
    )


def queued_again(certificate: Certificate, now: datetime) -> bool:
    """Record that the sweep queues it again; False if another sweep did, or it is finished."""
    return _change(
        certificate.location,
        [
            CertificateItem.queued_at.set(now),
            CertificateItem.attempts.set(certificate.attempts + 1),
        ],
        (CertificateItem.queued_at == certificate.queued_at)
        & (CertificateItem.status.is_in(*UNFINISHED) | CertificateItem.to_tell.exists()),
    )


def defer(location: Location, queued_at: datetime) -> bool:
    """Let an unfinished certificate wait as if it were queued then; no try is counted."""
    return _change(
        location,
        [CertificateItem.queued_at.set(queued_at), CertificateItem.attempts.set(0)],
        CertificateItem.status.is_in(*UNFINISHED),
    )


def unfinished(queued_before: datetime) -> Iterator[Location]:
    """Where every certificate lies that is unfinished, or revoked with someone still to tell, and was
    queued before then; the index lags.
    """
    for shard in range(SHARDS):
        entries = CertificateItem.unfinished.query(
            str(shard), CertificateItem.queued_at < queued_before
        )
        for entry in entries:
            yield location_of(entry)


def _change(location: Location, actions: list[Any], condition: Any) -> bool:
    item = CertificateItem(account_key(location.account_id), certificate_key(location))
    return change_if(item, actions, condition)
