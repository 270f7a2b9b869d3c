"""The last change of a conference by hand, beside its earlier revisions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.store.as_json import AsJson
from chalicelib.store.imports_table import LastByHandItem
from chalicelib.store.organizers.keys import (
    WRITTEN_BY_HAND,
    revisions_key,
)
from chalicelib.store.tables import find
from chalicelib.store.transactions import Transaction


@dataclass(frozen=True, slots=True)
class LastByHand:
    """The last change by hand: the revision it left, when, and what it changed, in lines by kind."""

    revision: int
    at: datetime
    lines: Mapping[str, tuple[str, ...]]


_LAST = AsJson[LastByHand](LastByHand)


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
