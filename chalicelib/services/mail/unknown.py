"""Email to addresses we know nothing of: bounded, and through a reputation of its own.

Anyone can type any address. Where no account and no registration has it, what we send is unasked for;
it must not cost the certificates their way into mailboxes.
"""

from datetime import datetime

from chalicelib.logs import logger
from chalicelib.services.people import throttle

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
