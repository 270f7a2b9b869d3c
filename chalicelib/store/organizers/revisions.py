"""Earlier revisions of a conference with its schedule, kept before each import and each change by hand
so that it can be undone.
"""

import zlib

from chalicelib.domain.conference import Conference
from chalicelib.store.as_json import AsJson
from chalicelib.store.claims.conferences import StoredConference
from chalicelib.store.claims.packing import in_zone, packed, unpacked
from chalicelib.store.imports_table import EarlierItem
from chalicelib.store.organizers.keys import (
    revision_part,
    revision_prefix,
    revisions_key,
)
from chalicelib.store.tables import all_of, chunks

KEPT = 5
_SETTINGS = AsJson[Conference](Conference)


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


def _forget(conference_id: str, revision: int) -> None:
    """Those up to a revision."""
    until = EarlierItem.sk < revision_prefix(revision + 1)
    for item in EarlierItem.query(
        revisions_key(conference_id), until, attributes_to_get=["pk", "sk", "kind"]
    ):
        EarlierItem(item.pk, item.sk).delete()
