"""A listed conference as one account sees it: what it may claim, what it holds, how it adds up."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from chalicelib.domain.account import Account
from chalicelib.domain.certificate import AttendedSession
from chalicelib.domain.claim import Claim, attended_sessions, claim_totals, overlaps, unclaimable
from chalicelib.domain.conference import Conference, Session
from chalicelib.domain.eligibility import Claimable
from chalicelib.domain.holdings import Holdings
from chalicelib.domain.problem import ClaimWarning
from chalicelib.domain.totals import Totals


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

    @property
    def claim(self) -> Claim:
        """The selection as saved."""
        return self.holdings.claim

    @property
    def closed(self) -> bool:
        """Whether the conference's deadline for claims is over."""
        deadline = self.conference.policies.deadline
        return deadline is not None and self.today > deadline

    @property
    def suggested_name(self) -> str:
        """The name a certificate prints unless another is given."""
        return self.account.name or self.badge_name

    @property
    def attended(self) -> tuple[AttendedSession, ...]:
        """The selected sessions that may be claimed, as a certificate has them."""
        return attended_sessions(self.claim.selections, self.claimable)

    def with_claim(self, claim: Claim) -> "OpenConference":
        """The same with another claim, for instance the one just saved."""
        return replace(self, holdings=replace(self.holdings, claim=claim))

    def with_selections(self, selections: Mapping[str, date]) -> "OpenConference":
        """The same with these sessions ticked, whatever is saved."""
        return self.with_claim(replace(self.claim, selections=selections))


@dataclass(frozen=True, slots=True)
class ClaimSummary:
    """A claim with its totals and what to look at before generating."""

    claim: Claim
    selected: int
    totals: Totals
    warnings: list[ClaimWarning]


def summarize(opened: OpenConference) -> ClaimSummary:
    """Totals and warnings of the claim at an opened conference."""
    claim, policies = opened.claim, opened.conference.policies
    return ClaimSummary(
        claim=claim,
        selected=len(claim.selections),
        totals=claim_totals(opened.attended, opened.conference),
        warnings=[
            *unclaimable(claim.selections, opened.claimable),
            *overlaps(claim.selections, opened.claimable, policies.overlap),
        ],
    )
