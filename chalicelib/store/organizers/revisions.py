"""Earlier revisions of a conference with its schedule, kept before each import and each change by hand
so that it can be undone.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.conference import Conference
from chalicelib.store.as_json import AsJson
from chalicelib.store.claims.conferences import StoredConference
from chalicelib.store.claims.packing import in_zone, packed, unpacked
from chalicelib.store.imports_table import EarlierItem, LastByHandItem
from chalicelib.store.organizers.keys import (
    WRITTEN_BY_HAND,
    revision_part,
    revision_prefix,
    revisions_key,
)
from chalicelib.store.tables import all_of, chunks, find
from chalicelib.store.transactions import Transaction

KEPT = 5
_SETTINGS = AsJson[Conference](Conference)


@dataclass(frozen=True, slots=True)
class LastByHand:
    """The last change by hand: the revision it left, when, and what it changed, in lines by kind."""

    revision: int
    at: datetime
    lines: Mapping[str, tuple[str, ...]]


_LAST = AsJson[LastByHand](LastByHand)


def keep(stored: StoredConference) -> None:
    """Keep a revision as it was read; the oldest go. Done twice, it leaves the same."""
    conference_id, revision = stored.conference.id, stored.revision
    parts = chunks(zlib.compress(packed(stored.sessions, stored.withdrawn), 9))
    body = _SETTINGS.dump(stored.conference).decode()
    for number, data in enumerate(parts):
        EarlierItem(
            revisions_key(conference_id),
            revision_part(revision, number),
            revision=revision,
            body=body if number == 0 else "",
            chunks=len(parts),
            data=data,
        ).save()
    if revision > KEPT:
        _forget(conference_id, revision - KEPT)


def load(conference_id: str, revision: int) -> StoredConference | None:
    """An earlier revision, whole; None where it is not kept."""
    items = all_of(EarlierItem, revisions_key(conference_id), revision_prefix(revision))
    if not items or len(items) != items[0].chunks:
        return None
    conference = _SETTINGS.load(items[0].body)
    sessions, gone = unpacked(zlib.decompress(b"".join(item.data for item in items)))
    return StoredConference(
        conference, in_zone(sessions, conference), revision, in_zone(gone, conference)
    )


def note(transaction: Transaction, conference_id: str, last: LastByHand) -> None:
    """Keep what a change by hand came to, in the transaction that writes it."""
    item = LastByHandItem(
        revisions_key(conference_id),
        WRITTEN_BY_HAND,
        revision=last.revision,
        body=_LAST.dump(last).decode(),
    )
    transaction.save(item)


def last_by_hand(conference_id: str) -> LastByHand | None:
    """The last change by hand, whatever came after it; None where there was none."""
    item = find(LastByHandItem, revisions_key(conference_id), WRITTEN_BY_HAND)
    return _LAST.load(item.body) if item else None


def _forget(conference_id: str, revision: int) -> None:
    """Those up to a revision."""
    until = EarlierItem.sk < revision_prefix(revision + 1)
    for item in EarlierItem.query(
        revisions_key(conference_id), until, attributes_to_get=["pk", "sk", "kind"]
    ):
        EarlierItem(item.pk, item.sk).delete()
