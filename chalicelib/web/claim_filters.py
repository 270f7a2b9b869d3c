"""The filters that a large program is searched by, with the choices there are."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from chalicelib.domain.credit_type import CreditType, minutes_of
from chalicelib.web.claim_row import Row
from chalicelib.web.claim_slots import part_of_day
from chalicelib.wording import long_date

_FORMATS = {"in_person": "In person", "virtual": "Virtual", "hybrid": "In person or virtual"}
_PARTS = {"morning": "Morning", "afternoon": "Afternoon", "evening": "Evening"}


class Filter(NamedTuple):
    """A choice of one among `choices` (value, words); `any` is what stands for all of them."""

    name: str
    label: str
    any: str
    choices: list[tuple[str, str]]


def filters(rows: Sequence[Row], types: Sequence[CreditType]) -> list[Filter]:
    """The filters that tell rows apart, each with the choices that have a row.

    `types` are the conference's, in its order: the script knows one by its place.
    """
    sessions = [row.session for row in rows]
    days = [(day.isoformat(), long_date(day)) for day in sorted({s.day for s in sessions})]
    parts = {part_of_day(session) for session in sessions}
    formats = {session.format.value for session in sessions}
    tracks = sorted({session.track for session in sessions} - {""}, key=str.casefold)
    found = [
        Filter("day", "Day", "All days", days),
        Filter("part", "Time", "Any time", _known(_PARTS, parts)),
        Filter("track", "Track", "All tracks", [(track, track) for track in tracks]),
        Filter("format", "Format", "All formats", _known(_FORMATS, formats)),
        Filter("credit", "Credit type", "All types", _credits(rows, types)),
    ]
    return [one for one in found if len(one.choices) > 1]


def _credits(rows: Sequence[Row], types: Sequence[CreditType]) -> list[tuple[str, str]]:
    """The types that some row earns; none where every row earns each of them."""
    earning = [row.session for row in rows if not row.why_not]
    counted = [("ceu", "CEUs", sum(session.contact_minutes > 0 for session in earning))]
    for place, type_ in enumerate(types):
        count = sum(minutes_of(session.credits, type_.id) > 0 for session in earning)
        counted.append((str(place), type_.label, count))
    apart = any(0 < count < len(earning) for _, _, count in counted)
    return [(value, words) for value, words, count in counted if count and apart]


def _known(words: dict[str, str], values: Iterable[str]) -> list[tuple[str, str]]:
    present = set(values)
    return [(value, label) for value, label in words.items() if value in present]
