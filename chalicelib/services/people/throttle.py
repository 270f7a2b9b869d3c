"""What can be tried again and again, and how often: guesses, emails, look-ups (design: rule 11).

A unit is taken before the work, by one conditional write, so that a thousand tries at once are a
thousand turns. docs/adr/0016-limits-in-fixed-windows.md says why these figures, and who can hold up whom.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from chalicelib.domain.throttle import Limit, seconds_left, window_of
from chalicelib.errors import TooManyRequests
from chalicelib.settings import settings
from chalicelib.store.people import limits
from chalicelib.store.people.limits import Counter
from chalicelib.wording import count

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_GUESSING = timedelta(minutes=15)

# The setting that has the figure, and the window it is counted in.
_KINDS = {
    # Guesses at a password: at one address from one network, at one address from everywhere, and at
    # every address from one network. All three in windows of one length: what one owes is paid back
    # to the same window of the others.
    "guess": ("limit_guesses", _GUESSING),
    "guess-account": ("limit_guesses_account", _GUESSING),
    "guess-network": ("limit_guesses_network", _GUESSING),
    # Passkeys: what a browser is to sign is made at once, so it counts until it was signed.
    "passkey-account": ("limit_passkeys_account", _GUESSING),
    "passkey-network": ("limit_passkeys_network", _GUESSING),
    # Codes from emails, of one account; links and certificate IDs that do not exist, from one network.
    "code": ("limit_codes", _HOUR),
    "link-network": ("limit_lookups_network", _GUESSING),
    "verify-network": ("limit_lookups_network", _GUESSING),
    # New certificates of one claim, counted by the certificates themselves.
    "generate-minute": ("limit_generate_minute", _MINUTE),
    "generate-day": ("limit_generate_day", _DAY),
    # Samples of a certificate's look that one organizer has made.
    "sample-account": ("limit_samples", _GUESSING),
    # Emails that anyone can have us send: to one mailbox, for one account, and, where nothing is known
    # of the address, for one network and for everybody.
    "mail-mailbox": ("limit_mail_mailbox", _HOUR),
    "mail-account": ("limit_mail_account", _HOUR),
    "mail-unknown-network": ("limit_mail_unknown_network", _HOUR),
    "mail-unknown": ("limit_mail_unknown", _HOUR),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """One try that a counter took."""

    counter: Counter

    def give_back(self, more: int = 0) -> None:
        """Return it to its window, and `more` units that were taken before."""
        limits.subtract(self.counter, 1 + more)


def give_back_to(counted: str) -> None:
    """Return one unit to the counter that lies there, for who kept the place instead of the Unit."""
    limits.subtract_at(counted, 1)


def limit_of(kind: str) -> Limit:
    """The limit of a kind, as configured."""
    setting, window = _KINDS[kind]
    return Limit(getattr(settings(), setting), window)


def counter_of(kind: str, key: str, now: datetime) -> Counter:
    """What counts a key now."""
    return Counter(kind, key, window_of(limit_of(kind), now))


def take(kind: str, key: str, now: datetime) -> Unit:
    """Take a unit, or raise TooManyRequests with the time until the next window."""
    unit = take_if_any(kind, key, now)
    if unit is None:
        raise too_many(limit_of(kind), now)
    return unit


def too_many(limit: Limit, now: datetime) -> TooManyRequests:
    """The refusal of a limit that is spent, with the time until its next window."""
    seconds = seconds_left(limit, now)
    shown = count(seconds, "second") if seconds < 120 else count(ceil(seconds / 60), "minute")
    return TooManyRequests(f"Too many attempts. Wait {shown}, then try again.", retry_after=seconds)


def take_if_any(kind: str, key: str, now: datetime) -> Unit | None:
    """Take a unit, or None where none is left in this window."""
    limit = limit_of(kind)
    counter = Counter(kind, key, window_of(limit, now))
    return Unit(counter) if limits.add(counter, limit.most, now + limit.window) else None
