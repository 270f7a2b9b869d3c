"""Guesses at a password. Nobody can lock a person out for good: docs/adr/0016."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.email_address import InvalidAddress, normalise
from chalicelib.errors import TooManyRequests
from chalicelib.services.people import throttle
from chalicelib.services.people.memory import Note, remembered
from chalicelib.services.people.throttle import Unit
from chalicelib.store.people import limits
from chalicelib.store.people.limits import Counter

_REMEMBERED = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Try:
    """A password about to be looked at: whose, from where, and the units it took of shared counters."""

    whose: str
    network: str
    at: datetime
    own: Counter
    shared: tuple[Unit, ...]


def whose(email: str) -> str:
    """What guesses are counted under, whether or not there is such an address."""
    try:
        return normalise(email)
    except InvalidAddress:
        return email.strip().lower()


def begin(whose: str, network: str, now: datetime) -> Try:
    """Take a turn before the password is looked at; raises TooManyRequests.

    `whose` is the address that is guessed at. The counters that outsiders can fill hold up only those
    who never signed in from this network.
    """
    own = throttle.take("guess", _pair(whose, network), now)
    shared: list[Unit] = []
    if not remembered([known(whose, network)], now):
        try:
            for kind, key in (("guess-network", network), ("guess-account", whose)):
                shared.append(throttle.take(kind, key, now))
        except TooManyRequests:
            # It gets no look, so the unit it took before goes back.
            for unit in shared:
                unit.give_back()
            raise
    return Try(whose, network, now, own.counter, tuple(shared))


def begin_signed_in(account_id: str, now: datetime) -> Try:
    """The same where only somebody who is signed in can guess: one counter, from every network."""
    own = throttle.take("guess", f"account {account_id}", now)
    return Try(account_id, "", now, own.counter, ())


def wrong(tried: Try) -> None:
    """Note what the shared counters took: a right try from here gives it back."""
    if tried.shared:
        limits.owe(tried.own, tried.at)


def right(tried: Try) -> None:
    """It was them after all: the shared counters get back this try, and what mistyping had cost.

    Each counter gets back what this address and network took of that same window, and no more: right
    sign-ins of one's own never pay for guesses at others.
    """
    owed = limits.settle(tried.own)
    for unit in tried.shared:
        unit.give_back(more=owed)


def known(whose: str, network: str) -> Note:
    """That the person signed in from here."""
    return Note("sign-in-known", _pair(whose, network), _REMEMBERED)


def _pair(whose: str, network: str) -> str:
    return f"{whose} {network}"
