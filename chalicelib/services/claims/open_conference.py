"""Open a conference for an account: read all that its rules look at, in two round trips."""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.domain.account import Account
from chalicelib.domain.eligibility import claimable_sessions
from chalicelib.domain.holdings import Holdings
from chalicelib.domain.listing import opens_on, why_not_listed
from chalicelib.domain.open_conference import OpenConference
from chalicelib.domain.reasons import listing_sentence
from chalicelib.domain.registration import Registration
from chalicelib.errors import NotFound, NotListed
from chalicelib.settings import settings
from chalicelib.store.claims import claims, opening
from chalicelib.store.claims.conferences import StoredConference


def open_conference(account: Account, conference_id: str, now: datetime) -> OpenConference:
    """The conference as it stands. Raises NotFound (also for another person's), NotListed."""
    addresses = [address.normalised for address in account.verified]
    held, stored = opening.registered(addresses, conference_id)
    if stored is None:
        raise NotFound("We can't find this conference under your verified email addresses.")
    first_year = settings().first_ceu_year
    reason = why_not_listed(stored.conference, held, now, first_year)
    if reason is not None:
        raise NotListed(reason, listing_sentence(reason, first_year, opens_on(stored.conference)))
    return assembled(account, stored, held, claims.at_conference(account.id, conference_id), now)


def assembled(
    account: Account,
    stored: StoredConference,
    held: Sequence[Registration],
    holdings: Holdings,
    now: datetime,
) -> OpenConference:
    """The same of what was read already; `held` are the account's registrations there."""
    opened = OpenConference(
        account=account,
        conference=stored.conference,
        sessions=stored.sessions,
        claimable=claimable_sessions(stored.sessions, stored.conference.policies, held),
        holdings=holdings,
        today=stored.conference.today(now),
        badge_name=next((r.name for r in held if r.confirmed and r.name), ""),
        revision=stored.revision,
        withdrawn={session.id: session for session in stored.withdrawn},
    )
    return opened.with_claim(holdings.claim)


def open_again(opened: OpenConference, now: datetime) -> OpenConference:
    """The same conference read anew: somebody changed it since. Raises NotFound, NotListed."""
    return open_conference(opened.account, opened.conference.id, now)
