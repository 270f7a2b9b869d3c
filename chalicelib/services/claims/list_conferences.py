"""The conferences an account is connected to: those it can claim, and why not the others."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chalicelib.domain.account import Account
from chalicelib.domain.claim import Claim
from chalicelib.domain.claim_state import ClaimState, claim_state
from chalicelib.domain.conference import BuiltIn, Conference
from chalicelib.domain.credit_totals import CreditTotal, counted_again
from chalicelib.domain.deadline import closed, deadline_of
from chalicelib.domain.holdings import Holdings
from chalicelib.domain.listing import opens_on, why_not_listed
from chalicelib.domain.reasons import Reason, listing_sentence
from chalicelib.domain.registration import Registration
from chalicelib.domain.session_groups import sessions_to_claim
from chalicelib.domain.totals import Credit, credit
from chalicelib.settings import settings
from chalicelib.store.claims import claims, conferences
from chalicelib.store.people import registrations


@dataclass(frozen=True, slots=True)
class Listed:
    """A conference that can be claimed, with what was saved of its claim.

    `to_claim` is how many sessions the account may claim (None: not counted); `deadline` is the
    last day on which its claim can change, `closed` says that it is over.
    """

    conference: Conference
    holdings: Holdings
    credit: Credit
    credits: tuple[CreditTotal, ...]
    state: ClaimState
    to_claim: int | None
    deadline: date | None
    closed: bool

    @property
    def printed(self) -> tuple[BuiltIn, ...]:
        """The built-in totals to say of the claim; none where it earns other credit types alone."""
        others_alone = self.credits and not self.credit.minutes
        return () if others_alone else self.conference.policies.printed


@dataclass(frozen=True, slots=True)
class NotListedConference:
    """A connected conference that cannot be claimed."""

    conference: Conference
    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True)
class Conferences:
    """Newest first, both."""

    listed: list[Listed]
    not_listed: list[NotListedConference]


def list_conferences(account: Account, now: datetime) -> Conferences:
    """Read with one query per verified address, one batch of conferences and one query of claims."""
    by_conference: dict[str, list[Registration]] = defaultdict(list)
    for address in account.verified:
        for registration in registrations.of_address(address.normalised):
            by_conference[registration.conference_id].append(registration)
    found = conferences.load_settings(by_conference)
    holdings = claims.of_account(account.id) if found else {}
    first_year = settings().first_ceu_year
    listed, not_listed = [], []
    for conference in sorted(found.values(), key=lambda c: c.starts_on, reverse=True):
        held = by_conference[conference.id]
        reason = why_not_listed(conference, held, now, first_year)
        if reason is None:
            here = holdings.get(conference.id) or Holdings(Claim(conference.id))
            listed.append(_listed(conference, here, held, now))
        else:
            detail = listing_sentence(reason, first_year, opens_on(conference))
            not_listed.append(NotListedConference(conference, reason, detail))
    return Conferences(listed, not_listed)


def _listed(
    conference: Conference, here: Holdings, held: Sequence[Registration], now: datetime
) -> Listed:
    state = claim_state(here)
    # A claim that was saved before these were kept has them on its certificate, if it has one.
    issued = state.certificate.credits if state.certificate and state.same else ()
    return Listed(
        conference=conference,
        holdings=here,
        credit=credit(here.claim.contact_minutes, conference.policies.rounding),
        credits=counted_again(here.claim.credits or issued, conference.policies.credit_types),
        state=state,
        to_claim=sessions_to_claim(conference, held),
        deadline=deadline_of(conference, here.claim),
        closed=closed(conference, here.claim, conference.today(now)),
    )
