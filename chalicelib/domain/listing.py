"""Rule 2: which conferences are listed, and why not the others."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from chalicelib.domain.conference import Conference
from chalicelib.domain.reasons import Reason
from chalicelib.domain.registration import Registration


def why_not_listed(
    conference: Conference, registrations: Iterable[Registration], now: datetime, first_year: int
) -> Reason | None:
    """Rule 2's reason, or None when the conference is listed. `now` is aware."""
    if not any(registration.confirmed for registration in registrations):
        return Reason.CANCELLED_REGISTRATION
    if conference.starts_on.year < first_year:
        return Reason.TOO_EARLY
    if not has_ended(conference, now):
        return Reason.NOT_ENDED
    if conference.eligible_sessions == 0:
        return Reason.NO_ELIGIBLE_SESSIONS
    if conference.held:
        return Reason.HELD
    return None


def has_ended(conference: Conference, now: datetime) -> bool:
    """Whether the last day, in the conference's zone, and the last session are both over."""
    last_session_over = conference.last_ends_at is None or conference.last_ends_at <= now
    return conference.ends_on < conference.today(now) and last_session_over


def opens_on(conference: Conference) -> date:
    """The first day there on which it can be claimed: the last day and the last session are over."""
    day_after = conference.ends_on + timedelta(days=1)
    if conference.last_ends_at is None:
        return day_after
    return max(day_after, conference.today(conference.last_ends_at))
