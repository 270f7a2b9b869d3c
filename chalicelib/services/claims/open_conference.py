"""What an account sees of one conference: its programme as it may claim it, and what it claimed."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from chalicelib.domain.account import Account
from chalicelib.domain.claim import (
    Claim,
    Warn,
    attended_sessions,
    changes,
    claim_totals,
    overlaps,
    unclaimable,
)
from chalicelib.domain.conference import Conference, Session
from chalicelib.domain.eligibility import Claimable, claimable_sessions, why_not_listed
from chalicelib.domain.reasons import sentence
from chalicelib.domain.tick import settled
from chalicelib.domain.totals import Totals
from chalicelib.errors import NotFound, NotListed
from chalicelib.settings import settings
from chalicelib.store.claims import claims, conferences
from chalicelib.store.claims.claims import Holdings
from chalicelib.store.people import registrations


@dataclass(frozen=True, slots=True)
class OpenConference:
    """A listed conference as one account sees it; `today` is the date there."""

    account: Account
    conference: Conference
    sessions: tuple[Session, ...]
    claimable: dict[str, Claimable]
    holdings: Holdings
    today: date
    badge_name: str
    revision: int = 0
    withdrawn: dict[str, Session] = field(default_factory=dict)

    @property
    def claim(self) -> Claim:
        """The selection as saved."""
        return self.holdings.claim

    @property
    def known(self) -> dict[str, Session]:
        """Every session by its id, withdrawn ones, too."""
        return {session.id: session for session in self.sessions} | self.withdrawn

    def settled(self, claim: Claim) -> Claim:
        """The claim with the dates its ticks have in this schedule."""
        shown = settled(claim.ticks, self.known, self.conference.starts_on)
        return replace(claim, selections=shown)

    @property
    def closed(self) -> bool:
        """Whether the conference's deadline for claims is over."""
        deadline = self.conference.policies.deadline
        return deadline is not None and self.today > deadline

    @property
    def suggested_name(self) -> str:
        """The name a certificate prints unless another is given."""
        return self.account.name or self.badge_name


@dataclass(frozen=True, slots=True)
class ClaimSummary:
    """A claim with its totals and what to look at before generating."""

    claim: Claim
    selected: int
    totals: Totals
    warnings: list[Warn]


def open_conference(account: Account, conference_id: str, now: datetime) -> OpenConference:
    """Read all of it, in three round trips. Raises NotFound (also for another person's), NotListed."""
    addresses = [address.normalised for address in account.verified]
    held = registrations.at_conference(addresses, conference_id)
    stored = conferences.load(conference_id) if held else None
    if stored is None:
        raise NotFound
    first_year = settings().first_ceu_year
    reason = why_not_listed(stored.conference, held, now, first_year)
    if reason is not None:
        raise NotListed(reason, sentence(reason, first_year))
    policies = stored.conference.policies
    opened = OpenConference(
        account=account,
        conference=stored.conference,
        sessions=stored.sessions,
        claimable=claimable_sessions(stored.sessions, policies, held),
        holdings=claims.at_conference(account.id, conference_id),
        today=stored.conference.today(now),
        badge_name=next((r.name for r in held if r.confirmed and r.name), ""),
        revision=stored.revision,
        withdrawn={session.id: session for session in stored.withdrawn},
    )
    claim = opened.settled(opened.claim)
    return replace(opened, holdings=replace(opened.holdings, claim=claim))


def summarise(opened: OpenConference, claim: Claim) -> ClaimSummary:
    """Totals and warnings of a claim at an opened conference."""
    attended = attended_sessions(claim.selections, opened.claimable)
    policies = opened.conference.policies
    return ClaimSummary(
        claim=claim,
        selected=len(claim.selections),
        totals=claim_totals(attended, opened.conference),
        warnings=[
            *unclaimable(
                claim.selections,
                opened.claimable,
                settings().first_ceu_year,
                opened.withdrawn,
            ),
            *changes(claim.ticks, opened.sessions),
            *overlaps(claim.selections, opened.claimable, policies.overlap),
        ],
    )
