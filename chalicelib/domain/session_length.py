"""How long a session is, which is what it counts where credit is given for its length."""

from datetime import UTC, datetime

from chalicelib.domain.conference import Session
from chalicelib.domain.limits import MAX_MINUTES


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes that pass from `start` to `end` (aware), also where clocks change between them."""
    return int((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() // 60)


def counted_length(session: Session) -> int:
    """The minutes that a session counts for its length: a day at most."""
    return min(minutes_between(session.starts_at, session.ends_at), MAX_MINUTES)
