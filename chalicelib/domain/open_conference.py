"""A listed conference as one account sees it: what it may claim, what it holds, how it adds up."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from chalicelib.domain.account import Account
from chalicelib.domain.attended import attended_sessions
from chalicelib.domain.attended_as import recordings
from chalicelib.domain.certificate import AttendedAs, AttendedSession
from chalicelib.domain.claim import Claim
from chalicelib.domain.claim_sums import claim_credits, claim_totals
from chalicelib.domain.claim_warnings import ClaimWarning, changes, overlaps, unclaimable
from chalicelib.domain.conference import Conference, Session
from chalicelib.domain.credit_totals import CreditTotal
from chalicelib.domain.deadline import closed, deadline_of
from chalicelib.domain.eligibility import Claimable
from chalicelib.domain.holdings import Holdings
from chalicelib.domain.selections import Kept
from chalicelib.domain.tick import settled
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
    revision: int = 0
    withdrawn: Mapping[str, Session] = field(default_factory=dict)

    @property
    def claim(self) -> Claim:
        """The selection as saved."""
        return self.holdings.claim

    @property
    def known(self) -> dict[str, Session]:
        """Every session by its id, withdrawn ones, too."""
        return {session.id: session for session in self.sessions} | dict(self.withdrawn)

    @property
    def kept(self) -> Kept:
        """The claim as saved, for what is sent next."""
        return Kept(
            self.claim.ticks,
            self.claim.selections,
            self.known,
            self.revision,
            asks_live=self.conference.policies.asks_live,
        )

    @property
    def closed(self) -> bool:
        """Whether the deadline for this claim is over."""
        return closed(self.conference, self.claim, self.today)

    @property
    def deadline(self) -> date | None:
        """The last day on which this claim can change; None: there is none."""
        return deadline_of(self.conference, self.claim)

    @property
    def suggested_name(self) -> str:
        """The name a certificate prints unless another is given."""
        return self.account.name or self.badge_name

    @property
    def attended(self) -> tuple[AttendedSession, ...]:
        """The selected sessions that may be claimed, as a certificate has them."""
        return attended_sessions(
            self.claim.selections,
            self.claimable,
            recordings=self.claim.recordings,
            asks_live=self.conference.policies.asks_live,
        )

    @property
    def said(self) -> dict[str, AttendedAs]:
        """What each selected session counts as, where the conference asks; by session id."""
        return {one.id: one.attended_as for one in self.attended if one.attended_as}

    def with_claim(self, claim: Claim) -> "OpenConference":
        """The same with another claim, for instance the one just saved: its ticks get their dates."""
        known, asked = self.known, self.conference.policies.asks_live
        return self._with(
            replace(
                claim,
                selections=settled(claim.ticks, known, self.conference.starts_on),
                recordings=recordings(claim.ticks, known) if asked else frozenset(),
            )
        )

    def with_selections(
        self, selections: Mapping[str, date], recordings: frozenset[str]
    ) -> "OpenConference":
        """The same with these sessions ticked, whatever is saved."""
        return self._with(replace(self.claim, selections=selections, recordings=recordings))

    def _with(self, claim: Claim) -> "OpenConference":
        return replace(self, holdings=replace(self.holdings, claim=claim))


@dataclass(frozen=True, slots=True)
class ClaimSummary:
    """A claim with its totals and what to look at before generating."""

    claim: Claim
    selected: int
    totals: Totals
    warnings: list[ClaimWarning]
    credits: tuple[CreditTotal, ...] = ()


def summarize(opened: OpenConference) -> ClaimSummary:
    """Totals and warnings of the claim at an opened conference."""
    claim, policies, frozen = opened.claim, opened.conference.policies, opened.closed
    return ClaimSummary(
        claim=claim,
        selected=len(claim.selections),
        totals=claim_totals(opened.attended, opened.conference),
        credits=claim_credits(opened.attended, opened.conference),
        warnings=[
            *unclaimable(claim.selections, opened.claimable, opened.withdrawn, frozen=frozen),
            *changes(
                {key: tick for key, tick in claim.ticks.items() if key in claim.selections},
                opened.sessions,
            ),
            *overlaps(claim, opened.claimable, policies.overlap, frozen=frozen),
        ],
    )
