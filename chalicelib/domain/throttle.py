"""Fixed windows: how often something may be tried in each, and when the next one begins."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil

_BEGAN = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` tries in each `window`; windows begin at multiples of it since 1970 (UTC)."""

    most: int
    window: timedelta


def window_of(limit: Limit, now: datetime) -> datetime:
    """When the window of `now` (aware) began."""
    return now.astimezone(UTC) - (now - _BEGAN) % limit.window


def seconds_left(limit: Limit, now: datetime) -> int:
    """Whole seconds until the next window begins, at least one."""
    return max(1, ceil((window_of(limit, now) + limit.window - now).total_seconds()))
