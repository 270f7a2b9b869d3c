"""Until when a claim can change: the conference's last day for claims, or a later one given to a person."""

from datetime import date

from chalicelib.domain.claim import Claim
from chalicelib.domain.conference import Conference

_MOST_YEARS = 5  # that a deadline is extended by


def deadline_of(conference: Conference, claim: Claim) -> date | None:
    """The last day (in the conference's zone) on which this claim can change; None: there is none."""
    last = conference.policies.deadline
    if last is None or claim.open_until is None:
        return last
    return max(last, claim.open_until)


def closed(conference: Conference, claim: Claim, today: date) -> bool:
    """Whether that day is over on a day there."""
    last = deadline_of(conference, claim)
    return last is not None and today > last


def may_extend(conference: Conference, claim: Claim, last: date, today: date) -> bool:
    """Whether a person may get a new last day: after the present one, not over, within five years."""
    present = deadline_of(conference, claim)
    later = present is None or last > present
    return later and today <= last and last.year <= today.year + _MOST_YEARS
