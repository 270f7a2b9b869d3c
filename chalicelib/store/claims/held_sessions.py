"""The sessions that a claim holds, by their ids alone, without the dates."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chalicelib.store.claims_table import ClaimsTable
from chalicelib.store.raw import Raw, number_in, raw_together, text_in


@dataclass(frozen=True, slots=True)
class Held:
    """The ids of sessions that a claim selects, and those that its last certificate was made from.

    What a certificate of version 0.1.0 lists isn't kept with its claim: what is selected counts.
    """

    selected: frozenset[str]
    certified: frozenset[str]


def together(
    keys: Sequence[tuple[str, str]], only: Sequence[str], *, consistent_read: bool = False
) -> Iterator[Raw]:
    """The attributes `only`, `ticks` among them, of the claims of at most 100 keys.

    What version 0.1.0 wrote has `selections` alone: others repeat there what is in `ticks`, and are read in
    half the time without.
    """
    old: dict[str, Raw] = {}
    for item in raw_together(ClaimsTable, keys, only, consistent_read=consistent_read):
        if text_in(item, "ticks"):
            yield item
        else:
            old[text_in(item, "pk")] = item
    theirs = [key for key in keys if key[0] in old]
    again = ["pk", "selections"]
    for item in raw_together(ClaimsTable, theirs, again, consistent_read=consistent_read):
        yield old[text_in(item, "pk")] | item


def names(item: Raw, session_ids: Iterable[str]) -> bool:
    """Whether its text has one of these ids at all, which takes less than to read all the others."""
    text = "".join(text_in(item, name) for name in ("ticks", "selections", "issued"))
    return any(json.dumps(one) in text for one in session_ids)


def held_by(item: Raw) -> Held:
    """The ids alone, without the dates."""
    issued = text_in(item, "issued")
    selected = frozenset(json.loads(text_in(item, "ticks") or text_in(item, "selections")))
    if not number_in(item, "last_number"):
        return Held(selected, frozenset())
    return Held(selected, frozenset(json.loads(issued)) if issued else selected)
