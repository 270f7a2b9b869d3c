"""Where in its day a session is: the part of the day, and the time slot that heads it."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from chalicelib.domain.attended_on import after_midnight
from chalicelib.domain.conference import Session
from chalicelib.web.claim_row import Row
from chalicelib.wording import clock

_NOON, _EVENING = 12, 17
_FEW_ROWS = 8  # a day of so many needs no headings within it
_FEW_STARTS = 12  # more slots than these are headed by the hour


def part_of_day(session: Session) -> str:
    """`morning`, `afternoon` or `evening`; after midnight is the evening of the day it belongs to."""
    starts = session.starts_at
    if after_midnight(session) or starts.hour >= _EVENING:
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
