"""Claims of a deleted account, and how long what its certificates say stays."""

from typing import Any

from chalicelib.domain.certificate import UNFINISHED, CertificateStatus
from chalicelib.domain.retention import kept_until
from chalicelib.store.certificates import records
from chalicelib.store.claims_table import (
    CertificateItem,
    ClaimItem,
    ClaimsTable,
    DeliveryItem,
    RecordItem,
    SnapshotItem,
)
from chalicelib.store.keys import SNAPSHOTS, account_key, snapshot_key
from chalicelib.store.tables import all_of


def erase_claims(account_id: str) -> list[str]:
    """Delete claims and deliveries; returns the public ids of certificates and records.

    These stay for now.
    """
    public_ids = []
    for item in all_of(ClaimsTable, account_key(account_id)):
        if isinstance(item, CertificateItem):
            public_ids.append(item.public_id)
            _retire(item)
        elif isinstance(item, RecordItem):
            public_ids.append(item.public_id)
            records.retire(item, kept_until(item.asked_at))
        elif isinstance(item, ClaimItem | DeliveryItem):
            item.delete()
    return public_ids


def _retire(item: CertificateItem) -> None:
    """Let TTL remove what it says in time.

    One that was not sent yet has no recipient left: it is marked as sent, so that consumer
    and sweep leave it alone.
    """
    until = kept_until(item.issued_at)
    actions: list[Any] = [
        CertificateItem.ttl.set(until),
        CertificateItem.conference_shard.remove(),
    ]
    if item.status in UNFINISHED:
        actions += [
            CertificateItem.status.set(CertificateStatus.SENT),
            CertificateItem.shard.remove(),
        ]
    item.update(actions)
    for part in all_of(SnapshotItem, snapshot_key(item.public_id), SNAPSHOTS):
        part.update([SnapshotItem.ttl.set(until)])
