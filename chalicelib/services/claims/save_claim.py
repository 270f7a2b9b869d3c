"""Save a claim: the whole selection each time, checked before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.claim_sums import claim_credits, claim_totals
from chalicelib.domain.obstacles import closed
from chalicelib.domain.open_conference import OpenConference
from chalicelib.domain.problem import Code
from chalicelib.domain.selections import Requested, check_selections
from chalicelib.domain.tick import Tick
from chalicelib.errors import Conflict, Invalid
from chalicelib.services.claims.open_conference import open_again
from chalicelib.store.claims import claims
from chalicelib.store.claims.claims import Selection


class StaleVersion(Conflict):
    """The claim has changed since the version given; `current` is the conference as it stands."""

    def __init__(self, current: OpenConference) -> None:
        super().__init__("Your selection was changed in another window.", code=Code.STALE_VERSION)
        self.current = current


def save_claim(
    opened: OpenConference, version: int, requested: Sequence[Requested], now: datetime
) -> OpenConference:
    """Replace the selection, in one write; returns the conference with the claim as saved.

    Raises StaleVersion, Invalid naming every bad selection, and, where another window saved
    in the meantime and the conference is opened again, NotFound or NotListed.
    """
    if version != opened.claim.version:
        raise StaleVersion(opened)
    problems = closed(opened)
    if problems:
        raise Invalid(problems)
    before = opened.claim
    ticks, problems = check_selections(requested, opened.claimable, opened.kept, opened.today)
    if problems:
        raise Invalid(problems)
    try:
        saved = claims.save(opened.account.id, before, selection_of(opened, ticks), now)
        return opened.with_claim(saved)
    except Conflict:
        raise StaleVersion(open_again(opened, now)) from None


def selection_of(opened: OpenConference, ticks: Mapping[str, Tick]) -> Selection:
    """The ticks with the date of each, their contact minutes, and other credit types' totals."""
    wanted = opened.with_claim(replace(opened.claim, ticks=ticks))
    minutes = claim_totals(wanted.attended, opened.conference).total.minutes
    earned = claim_credits(wanted.attended, opened.conference)
    return Selection(ticks, wanted.claim.selections, minutes, earned)
