"""Immutable snapshots by public ID, read consistently: what consumer, feedback and verify page need."""

import zlib
from dataclasses import replace
from zoneinfo import ZoneInfo

from chalicelib.domain.certificate import AttendedSession, Location, Snapshot
from chalicelib.store.as_json import AsJson
from chalicelib.store.claims_table import SnapshotItem
from chalicelib.store.keys import SNAPSHOTS, snapshot_key, snapshot_part
from chalicelib.store.tables import all_of, chunks, find

_SNAPSHOT = AsJson[Snapshot](Snapshot)


def items_of(snapshot: Snapshot) -> list[SnapshotItem]:
    """The items to write, once, in the transaction that makes the certificate."""
    packed = zlib.compress(_SNAPSHOT.dump(snapshot), 9)
    return [
        SnapshotItem(
            snapshot_key(snapshot.public_id),
            snapshot_part(number),
            account_id=snapshot.account_id,
            conference_id=snapshot.conference_id,
            number=snapshot.number,
            data=part,
        )
        for number, part in enumerate(chunks(packed))
    ]


def load(public_id: str) -> Snapshot | None:
    """The snapshot, or None when there is no such certificate."""
    items = all_of(SnapshotItem, snapshot_key(public_id), SNAPSHOTS)
    if not items:
        return None
    return _in_zone(_SNAPSHOT.load(zlib.decompress(b"".join(i.data for i in items))))


def locate(public_id: str) -> Location | None:
    """Where a certificate is stored, or None if no certificate has that ID."""
    item = find(SnapshotItem, snapshot_key(public_id), snapshot_part(0))
    if item is None:
        return None
    return Location(item.account_id, item.conference_id, int(item.number))


def _in_zone(snapshot: Snapshot) -> Snapshot:
    zone = ZoneInfo(snapshot.time_zone)

    def moved(session: AttendedSession) -> AttendedSession:
        return replace(
            session,
            starts_at=session.starts_at.astimezone(zone),
            ends_at=session.ends_at.astimezone(zone),
        )

    return replace(snapshot, sessions=tuple(moved(session) for session in snapshot.sessions))
