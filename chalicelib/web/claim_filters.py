"""What a large program is searched by: filters with the choices there are, and headings by time slot."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from chalicelib.domain.conference import Session
from chalicelib.domain.credit_type import CreditType, minutes_of
from chalicelib.web.claim_row import Row
from chalicelib.wording import clock, long_date

_FORMATS = {"in_person": "In person", "virtual": "Virtual", "hybrid": "In person or virtual"}
_PARTS = {"morning": "Morning", "afternoon": "Afternoon", "evening": "Evening"}
_NOON, _EVENING = 12, 17
_FEW_ROWS = 8  # a day of so many needs no headings within it
_FEW_STARTS = 12  # more slots than these are headed by the hour


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


def part_of_day(session: Session) -> str:
    """`morning`, `afternoon` or `evening`; after midnight is the evening of the day it belongs to."""
    starts = session.starts_at
    if starts.date() > session.day or starts.hour >= _EVENING:
        return "evening"
    return "morning" if starts.hour < _NOON else "afternoon"


def slots(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """A day's rows under the times they start at, or under "" where the day is short."""
    starts = {row.session.starts_at for row in rows}
    if len(rows) <= _FEW_ROWS or len(starts) == 1:
        return [("", list(rows))]
    by_hour = len(starts) > _FEW_STARTS

    def head(row: Row) -> datetime:
        at = row.session.starts_at
        return at.replace(minute=0) if by_hour else at

    return [(clock(at), list(group)) for at, group in groupby(rows, key=head)]


def _known(words: dict[str, str], values: Iterable[str]) -> list[tuple[str, str]]:
    present = set(values)
    return [(value, label) for value, label in words.items() if value in present]
