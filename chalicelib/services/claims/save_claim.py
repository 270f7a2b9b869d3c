"""Save a claim: the whole selection each time, checked before anything is written."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.account import Account
from chalicelib.domain.claim import (
    Kept,
    Problem,
    Requested,
    attended_sessions,
    check_selections,
    claim_totals,
)
from chalicelib.errors import Conflict, Invalid
from chalicelib.services.claims.open_conference import (
    ClaimSummary,
    OpenConference,
    open_conference,
    summarise,
)
from chalicelib.settings import settings
from chalicelib.store.claims import claims


class StaleVersion(Conflict):
    """The claim has changed since the version given; `current` is as it stands."""

    def __init__(self, current: ClaimSummary, opened: OpenConference) -> None:
        super().__init__("Your selection was changed in another window.", code="stale_version")
        self.current = current
        self.opened = opened


def save_claim(
    account: Account,
    conference_id: str,
    version: int,
    requested: Sequence[Requested],
    now: datetime,
) -> tuple[OpenConference, ClaimSummary]:
    """Replace the selection; raises StaleVersion, Invalid naming every bad selection, NotFound."""
    opened = open_conference(account, conference_id, now)
    if version != opened.claim.version:
        raise StaleVersion(summarise(opened, opened.claim), opened)
    if opened.closed:
        raise Invalid([closed_problem(opened)])
    kept = Kept(opened.claim.ticks, opened.claim.selections, opened.known, opened.revision)
    ticks, problems = check_selections(
        requested,
        opened.claimable,
        kept,
        opened.today,
        settings().first_ceu_year,
    )
    if problems:
        raise Invalid(problems)
    selections = opened.settled(replace(opened.claim, ticks=ticks)).selections
    attended = attended_sessions(selections, opened.claimable)
    minutes = claim_totals(attended, opened.conference).total.minutes
    try:
        claim = claims.save(account.id, opened.claim, ticks, minutes, now)
    except Conflict:
        opened = open_conference(account, conference_id, now)
        raise StaleVersion(summarise(opened, opened.claim), opened) from None
    return opened, summarise(opened, opened.settled(claim))


def closed_problem(opened: OpenConference) -> Problem:
    """Why nothing can be claimed any more."""
    deadline = opened.conference.policies.deadline
    message = f"Claims for this conference closed on {deadline}. Ask the organizer if you need one."
    return Problem("conference", "claims_closed", message)
