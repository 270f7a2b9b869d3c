"""Conferences with their schedules: read whole, written whole."""

import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from uuid import uuid4

from chalicelib.domain.conference import Conference, Session
from chalicelib.domain.session_groups import groups_of
from chalicelib.errors import Conflict, Unavailable
from chalicelib.store.as_json import AsJson
from chalicelib.store.claims.kept import Kept
from chalicelib.store.claims.packing import in_zone, packed, unpacked
from chalicelib.store.conferences_table import (
    ConferenceItem,
    ConferenceTable,
    ListedItem,
    ScheduleItem,
)
from chalicelib.store.keys import CONFERENCE, CONFERENCES, schedule_key
from chalicelib.store.people import rosters
from chalicelib.store.tables import all_of, chunks, find
from chalicelib.store.transactions import Transaction

_READS = 4  # a reader that meets a write between two pages reads again
MAX_CHUNKS = 13  # one transaction holds 100 items and 4 MB


_SETTINGS = AsJson[Conference](Conference)


class ScheduleTooLarge(ValueError):
    """The sessions do not fit one transaction."""


@dataclass(frozen=True, slots=True)
class StoredConference:
    """A conference with its schedule as one revision has them.

    `withdrawn` sessions are no longer part of it: they are in no list and no count, and stay known.
    """

    conference: Conference
    sessions: tuple[Session, ...]
    revision: int
    withdrawn: tuple[Session, ...] = ()


KEPT: Kept[StoredConference] = Kept()


def load(conference_id: str) -> StoredConference | None:
    """The conference and its schedule, as they are now; None when there is none.

    One call: a query the first time, then the head item alone until somebody changes it.
    """
    if conference_id in KEPT:
        return of_head(conference_id, find(ConferenceItem, conference_id, CONFERENCE))
    return _read(conference_id)


def of_head(conference_id: str, head: ConferenceItem | None) -> StoredConference | None:
    """The conference that this head item is of; its schedule is read unless this process has it."""
    if head is None:
        return None
    return KEPT.get(conference_id, head.stamp) or _read(conference_id)


def _read(conference_id: str) -> StoredConference | None:
    for _ in range(_READS):
        items = all_of(ConferenceTable, conference_id)
        head = next((item for item in items if isinstance(item, ConferenceItem)), None)
        if head is None:
            return None
        parts = [item for item in items if isinstance(item, ScheduleItem)]
        if len(parts) == head.chunks and all(part.revision == head.revision for part in parts):
            packed = b"".join(part.data for part in parts)
            sessions, withdrawn = unpacked(zlib.decompress(packed))
            conference = _SETTINGS.load(head.body)
            stored = StoredConference(
                conference,
                in_zone(sessions, conference),
                int(head.revision),
                in_zone(withdrawn, conference),
            )
            KEPT.put(conference_id, head.stamp, stored)
            return stored
    raise Unavailable("The program is being updated. Try again in a moment.")


def every() -> list[Conference]:
    """All conferences without their schedules; those that version 0.1.0 made once reindexed."""
    listed = all_of(ListedItem, CONFERENCES)
    return list(load_settings(item.sk for item in listed).values())


def names() -> dict[str, str]:
    """The names of all conferences by id, in one query once each was saved with its name beside it."""
    listed = {item.sk: item.name for item in all_of(ListedItem, CONFERENCES)}
    unnamed = load_settings(one for one, name in listed.items() if name is None)
    return {one: name for one, name in listed.items() if name is not None} | {
        one: conference.name for one, conference in unnamed.items()
    }


def list_again(conference_id: str) -> None:
    """List a conference that is there already."""
    ListedItem(CONFERENCES, conference_id, revision=0).save()


def load_settings(conference_ids: Iterable[str]) -> dict[str, Conference]:
    """Conferences without their schedules, by id, in one batch; unknown ids are left out."""
    keys = [(conference_id, CONFERENCE) for conference_id in sorted(set(conference_ids))]
    items = ConferenceItem.batch_get(keys, consistent_read=True) if keys else ()
    return {item.pk: _SETTINGS.load(item.body) for item in items}


def save(
    conference: Conference,
    sessions: tuple[Session, ...],
    *,
    expected_revision: int,
    withdrawn: tuple[Session, ...] = (),
    more: Callable[[Transaction], object] | None = None,
) -> int:
    """Write conference and schedule as one transaction; returns the new revision.

    `expected_revision` is the one that was read (0: there was none); `more` adds what is to be
    written with it. Raises Conflict when another import came between, ScheduleTooLarge when the
    schedule does not fit a transaction.
    """
    revision = expected_revision + 1
    ordered = tuple(sorted(sessions, key=lambda s: (s.day, s.starts_at, s.ends_at, s.id)))
    conference = replace(
        conference,
        eligible_sessions=sum(session.eligible for session in ordered),
        last_ends_at=max((session.ends_at for session in ordered), default=None),
        groups=groups_of(ordered, conference.policies),
    )
    parts = chunks(zlib.compress(packed(ordered, withdrawn), 9))
    if len(parts) > MAX_CHUNKS:
        raise ScheduleTooLarge("The schedule is too large to store.")
    before = _chunks_stored(conference.id) if expected_revision else 0
    unchanged = (
        ConferenceItem.revision == expected_revision
        if expected_revision
        else ConferenceItem.pk.does_not_exist()
    )
    # A conference whose own items were lost may still have a roster.
    unregistered = not expected_revision and rosters.load(conference.id) is None
    conflict = Conflict("Another import changed this conference. Run the import again.")
    with Transaction(conflict=conflict) as transaction:
        transaction.save(
            ConferenceItem(
                conference.id,
                CONFERENCE,
                revision=revision,
                body=_SETTINGS.dump(conference).decode(),
                chunks=len(parts),
                stamp=uuid4().hex,
            ),
            condition=unchanged,
        )
        transaction.save(
            ListedItem(CONFERENCES, conference.id, revision=revision, name=conference.name)
        )
        if unregistered:
            rosters.begin(transaction, conference.id)
        for number, part in enumerate(parts):
            transaction.save(
                ScheduleItem(conference.id, schedule_key(number), revision=revision, data=part)
            )
        for number in range(len(parts), before):
            transaction.delete(ScheduleItem(conference.id, schedule_key(number)))
        if more is not None:
            more(transaction)
    return revision


def _chunks_stored(conference_id: str) -> int:
    head = find(ConferenceItem, conference_id, CONFERENCE)
    return int(head.chunks) if head else 0
