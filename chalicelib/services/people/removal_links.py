"""The link by which another address confirms a removal: from then on it can't be undone."""

from datetime import datetime

from chalicelib.errors import Conflict, LinkSpent
from chalicelib.logs import logger
from chalicelib.services.people import throttle
from chalicelib.store.people import accounts, confirmations
from chalicelib.store.people.confirmations import Confirmation

SPENT = (
    "This link was used already or has expired, or the address was put back since. There is nothing "
    "to confirm."
)


def look(token: str, network: str, now: datetime) -> Confirmation:
    """Which removal the link confirms, without using it up; raises NotFound, TooManyRequests."""
    found = confirmations.read(token)
    if found is None:
        throttle.take("link-network", network, now)
        raise LinkSpent(SPENT)
    if found.expires_at <= now or accounts.owner_of(found.normalised) != found.account_id:
        raise LinkSpent(SPENT)
    return found


def confirm(token: str, network: str, now: datetime) -> Confirmation:
    """The removed address can no longer be put back. Raises NotFound where there is nothing to confirm."""
    found = look(token, network, now)
    try:
        confirmations.confirm(token, found)
    except Conflict:
        raise LinkSpent(SPENT) from None
    logger.info("removal confirmed", account=found.account_id)
    return found
