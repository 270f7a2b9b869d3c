"""What a holder has at a conference as it is today, listed there or not, and what a reissue makes of it."""

from datetime import datetime

from chalicelib.domain.certificate import Certificate, Snapshot
from chalicelib.domain.open_conference import OpenConference
from chalicelib.domain.remade import Issuing, Obstacle, obstacle, remake
from chalicelib.services.claims.open_conference import assembled
from chalicelib.settings import settings
from chalicelib.store.claims import claims
from chalicelib.store.claims.conferences import StoredConference
from chalicelib.store.people import accounts, registrations

SAMPLE_ID = "SAMP-LESA-MPLE-SAMP"  # it can't be a certificate's


def open_for(stored: StoredConference, account_id: str, now: datetime) -> OpenConference | None:
    """The conference as the account has it, whatever its deadline; None where the account is gone."""
    account = accounts.load(account_id)
    if account is None:
        return None
    addresses = [address.normalised for address in account.verified]
    registered = registrations.by_address(addresses, stored.conference.id)
    held = [one for of_one in registered.values() for one in of_one]
    holdings = claims.at_conference(account_id, stored.conference.id)
    return assembled(account, stored, held, holdings, now)


def standing(opened: OpenConference, public_id: str) -> Certificate | None:
    """The account's certificate, while it is neither replaced nor revoked."""
    found = (one for one in opened.holdings.certificates if one.public_id == public_id)
    return next((one for one in found if not one.superseded_by and not one.revoked), None)


def as_today(
    opened: OpenConference, printed: Snapshot, now: datetime, public_id: str = SAMPLE_ID
) -> Snapshot | Obstacle:
    """What the certificate would say today, or what is in the way."""
    in_the_way = obstacle(opened, printed)
    if in_the_way is not None:
        return in_the_way
    number = opened.claim.last_number + 1
    return remake(opened, printed, Issuing(public_id, number, settings().portal_url, now))
