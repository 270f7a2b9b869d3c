"""Reissues: each a small item, beside its list in parts; what is under way is listed for the sweep."""

import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib.domain.numbered_id import conference_of
from chalicelib.domain.reissue import UNFINISHED, Line, Reissue
from chalicelib.store.as_json import AsJson
from chalicelib.store.organizers import keys
from chalicelib.store.reissues_table import ReissueItem, ReissuePartItem, ReissuingItem
from chalicelib.store.tables import all_of, find
from chalicelib.store.transactions import Transaction

MOST_LISTED = 50
_REISSUE = AsJson[Reissue](Reissue)
_LINES = AsJson[tuple[Line, ...]](tuple[Line, ...])


def load(reissue_id: str) -> Reissue | None:
    """The reissue as it is now; None when there is none."""
    partition = keys.reissues_key(conference_of(reissue_id))
    item = find(ReissueItem, partition, keys.reissue_key(reissue_id))
    return _REISSUE.load(item.body) if item else None


def of_conference(conference_id: str) -> list[Reissue]:
    """A conference's reissues, newest first."""
    items = all_of(ReissueItem, keys.reissues_key(conference_id), keys.REISSUES)
    found = [_REISSUE.load(item.body) for item in items]
    return sorted(found, key=lambda one: one.begun_at, reverse=True)[:MOST_LISTED]


def unfinished() -> list[str]:
    """The ids of all that are being counted or made."""
    return [item.sk for item in all_of(ReissuingItem, keys.REISSUING)]


def begin(found: Reissue) -> None:
    """Write a new one."""
    with Transaction() as transaction:
        _put(transaction, found, ReissueItem.pk.does_not_exist())


def change(
    before: Reissue, after: Reissue, now: datetime, lines: Sequence[Line] | None = None
) -> Reissue:
    """Write `after` in place of `before`, and with it the part of its list that was just counted.

    Raises Conflict when somebody else changed it first.
    """
    found = replace(after, version=before.version + 1, changed_at=now)
    with Transaction() as transaction:
        _put(transaction, found, ReissueItem.revision == before.version)
        if before.state in UNFINISHED and found.state not in UNFINISHED:
            transaction.delete(ReissuingItem(keys.REISSUING, found.id))
        if lines is not None:
            transaction.save(
                ReissuePartItem(
                    keys.reissues_key(found.conference_id),
                    keys.reissue_part(found.id, before.parts),
                    revision=0,
                    data=zlib.compress(_LINES.dump(tuple(lines)), 9),
                )
            )
    return found


def part(found: Reissue, place: int) -> tuple[Line, ...]:
    """A part of its list, from 0."""
    partition = keys.reissues_key(found.conference_id)
    item = find(ReissuePartItem, partition, keys.reissue_part(found.id, place))
    return _LINES.load(zlib.decompress(item.data)) if item else ()


def _put(transaction: Transaction, found: Reissue, condition: Any) -> None:
    item = ReissueItem(
        keys.reissues_key(found.conference_id),
        keys.reissue_key(found.id),
        revision=found.version,
        body=_REISSUE.dump(found).decode(),
    )
    transaction.save(item, condition=condition)
    if found.state in UNFINISHED:
        transaction.save(ReissuingItem(keys.REISSUING, found.id, revision=0))
