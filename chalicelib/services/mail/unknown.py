"""Email to addresses we know nothing of: bounded, and through a reputation of its own.

Anyone can type any address. Where no account and no registration has it, what we send is unasked for;
it must not cost the certificates their way into mailboxes.
"""

from datetime import datetime

from chalicelib.logs import logger
from chalicelib.services.people import throttle
from chalicelib.store.people import accounts, registrations

_EVERYBODY = "everybody"


def may_send(network: str, now: datetime) -> bool:
    """Take one from this hour's budget; the network's share first, so that no one network takes all."""
    if throttle.take_if_any("mail-unknown-network", network, now) is None:
        return False
    if throttle.take_if_any("mail-unknown", _EVERYBODY, now) is None:
        # An alarm reads this line: infra's filter names its words.
        logger.warning("unknown email budget spent")
        return False
    return True


def is_known(normalised: str) -> bool:
    """Whether a registration has the address, or an account verified it."""
    return bool(registrations.of_address(normalised)) or accounts.owner_of(normalised) is not None


def take(organizer: str, now: datetime) -> None:
    """For an address that an organizer typed: of the portal's budget, and at most one network's share.

    What somebody with a stolen session could otherwise have sent would cost the portal its reputation.
    Raises TooManyRequests.
    """
    if not may_send(organizer, now):
        raise throttle.too_many(throttle.limit_of("mail-unknown"), now)
