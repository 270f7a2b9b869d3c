"""How often a sign-in may be tried. Nobody can lock a person out for good: docs/adr/0008."""

from datetime import datetime, timedelta

from chalicelib.domain.email_address import InvalidAddress, normalise
from chalicelib.services.people import throttle

_REMEMBERED = timedelta(days=90)


def begin(email: str, network: str, now: datetime) -> None:
    """Count a try before the password is looked at; raises TooManyRequests.

    The counters that outsiders can fill hold up only who never signed in from this network.
    """
    address = _address(email)
    if not throttle.is_remembered("sign-in-known", _pair(address, network), now, _REMEMBERED):
        throttle.check("sign-in-network", network, now)
        throttle.spend("sign-in-account", address, now)
    throttle.spend("sign-in", _pair(address, network), now)


def failed(network: str, now: datetime) -> None:
    """Count a failure against the network: many honest people may share it."""
    throttle.record_failure("sign-in-network", network, now)


def succeeded(email: str, network: str, now: datetime) -> None:
    """Forget this pair's tries, and remember that the person signs in from here."""
    pair = _pair(_address(email), network)
    throttle.clear("sign-in", pair)
    throttle.remember("sign-in-known", pair, now, _REMEMBERED)


def _address(email: str) -> str:
    try:
        return normalise(email)
    except InvalidAddress:
        return email.strip().lower()


def _pair(address: str, network: str) -> str:
    return f"{address} {network}"
