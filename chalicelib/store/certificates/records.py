"""Records that were asked for as PDFs, and the snapshots they are printed from."""

import zlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from chalicelib.domain.certificate import CertificateStatus
from chalicelib.domain.holdings import Holdings
from chalicelib.domain.kept_record import KeptRecord
from chalicelib.domain.record_snapshot import RecordSnapshot
from chalicelib.store.as_json import AsJson
from chalicelib.store.claims import claims
from chalicelib.store.claims_table import ClaimsTable, RecordItem, RecordSnapshotItem
from chalicelib.store.keys import (
    HOLDINGS,
    RECORDS,
    account_key,
    account_of,
    snapshot_key,
)
from chalicelib.store.people import accounts
from chalicelib.store.tables import all_of, change_if, chunks, find
from chalicelib.store.transactions import Transaction

_SNAPSHOT = AsJson[RecordSnapshot](RecordSnapshot)


def with_holdings(account_id: str) -> tuple[Mapping[str, Holdings], tuple[KeptRecord, ...]]:
    """What an account holds of conferences, and its records, newest first: in one query."""
    items = all_of(ClaimsTable, account_key(account_id))
    held = claims.of_items(item for item in items if item.sk.startswith(HOLDINGS))
    kept = (_read(item) for item in items if isinstance(item, RecordItem))
    return held, tuple(sorted(kept, key=lambda one: one.asked_at, reverse=True))


def load(account_id: str, digest: str) -> KeptRecord | None:
    """The record as it is now."""
    item = find(RecordItem, account_key(account_id), _key(digest))
    return None if item is None else _read(item)


def locate(public_id: str) -> KeptRecord | None:
    """The record of an ID as it is now; None where no record has it."""
    part = find(RecordSnapshotItem, snapshot_key(public_id), _part(0))
    return None if part is None else load(part.account_id, part.digest)


def snapshot_of(public_id: str) -> tuple[RecordSnapshot, str] | None:
    """What it says, and its digest; None where no record has this ID."""
    parts = all_of(RecordSnapshotItem, snapshot_key(public_id), RECORDS)
    if not parts:
        return None
    packed = b"".join(part.data for part in parts)
    return _SNAPSHOT.load(zlib.decompress(packed)), parts[0].digest


def create(record: KeptRecord, snapshot: RecordSnapshot) -> None:
    """Write both, whole or not at all. Raises Conflict if it is there, or its account is gone."""
    with Transaction() as transaction:
        accounts.still_there(transaction, record.account_id)
        transaction.save(_item(record), condition=RecordItem.pk.does_not_exist())
        for number, part in enumerate(chunks(zlib.compress(_SNAPSHOT.dump(snapshot), 9))):
            item = RecordSnapshotItem(
                snapshot_key(record.public_id),
                _part(number),
                account_id=record.account_id,
                digest=record.digest,
                data=part,
            )
            transaction.save(item, condition=RecordSnapshotItem.pk.does_not_exist())


def queued_again(record: KeptRecord, now: datetime) -> bool:
    """Record that it is queued again; False if another request did that."""
    return _change(
        record,
        [RecordItem.status.set(CertificateStatus.QUEUED), RecordItem.queued_at.set(now)],
        (RecordItem.queued_at == record.queued_at) & (RecordItem.status == record.status),
    )


def mark_made(record: KeptRecord, pdf_sha256: str) -> bool:
    """`queued → made`; False when it is no longer queued, or its account is gone."""
    return _change(
        record,
        [
            RecordItem.status.set(CertificateStatus.MADE),
            RecordItem.pdf_sha256.set(pdf_sha256),
        ],
        (RecordItem.status == CertificateStatus.QUEUED) & RecordItem.ttl.does_not_exist(),
    )


def mark_failed(record: KeptRecord) -> bool:
    """`queued → failed`; False when it is no longer queued."""
    return _change(
        record,
        [RecordItem.status.set(CertificateStatus.FAILED)],
        RecordItem.status == CertificateStatus.QUEUED,
    )


def is_retired(record: KeptRecord) -> bool:
    """Whether its account was deleted."""
    item = find(RecordItem, account_key(record.account_id), _key(record.digest))
    return item is None or item.ttl is not None


def retire(item: RecordItem, until: datetime) -> None:
    """Let TTL remove, by then, what a record of a deleted account says."""
    actions: list[Any] = [RecordItem.ttl.set(until)]
    if item.status == CertificateStatus.QUEUED:
        actions.append(RecordItem.status.set(CertificateStatus.FAILED))
    item.update(actions)
    for part in all_of(RecordSnapshotItem, snapshot_key(item.public_id), RECORDS):
        part.update([RecordSnapshotItem.ttl.set(until)])


def _change(record: KeptRecord, actions: list[Any], condition: Any) -> bool:
    item = RecordItem(account_key(record.account_id), _key(record.digest))
    return change_if(item, actions, condition & RecordItem.pk.exists())


def _key(digest: str) -> str:
    return f"{RECORDS}{digest}"


def _part(number: int) -> str:
    return f"{RECORDS}{number:02}"


def _item(record: KeptRecord) -> RecordItem:
    return RecordItem(
        account_key(record.account_id),
        _key(record.digest),
        public_id=record.public_id,
        status=record.status,
        first=record.first.isoformat(),
        last=record.last.isoformat(),
        asked_at=record.asked_at,
        queued_at=record.queued_at,
        certificates=record.certificates,
    )


def _read(item: RecordItem) -> KeptRecord:
    return KeptRecord(
        account_id=account_of(item.pk),
        public_id=item.public_id,
        digest=item.sk.removeprefix(RECORDS),
        status=CertificateStatus(item.status),
        first=date.fromisoformat(item.first),
        last=date.fromisoformat(item.last),
        asked_at=item.asked_at,
        queued_at=item.queued_at,
        certificates=int(item.certificates),
        pdf_sha256=item.pdf_sha256,
    )
