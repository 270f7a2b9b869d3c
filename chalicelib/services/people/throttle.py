"""Growing delays on what can be tried again and again: sign-in, codes, emails, look-ups.

`spend` checks and counts in one step, so that tries made at once cannot share a free one; `check`
and `record_failure` are for what counts failures alone, where many honest people share a key.
"""

from datetime import datetime, timedelta
from math import ceil

from chalicelib.domain.throttle import Policy, Tries, after_try, wait_before_next
from chalicelib.errors import TooManyRequests
from chalicelib.store.people import throttles
from chalicelib.wording import count

_SECOND, _MINUTE, _HOUR, _DAY = (
    timedelta(seconds=1),
    timedelta(minutes=1),
    timedelta(hours=1),
    timedelta(days=1),
)

# docs/adr/0008-throttling.md says why these figures, and who can hold up whom.
POLICIES = {
    # Guesses at one address from one network address: the only limit that can delay its owner.
    "sign-in": Policy(5, 5 * _SECOND, 15 * _MINUTE, _DAY),
    # Guesses at one address from everywhere, and at every address from one network address. Who
    # has signed in from there before is exempt.
    "sign-in-account": Policy(20, 5 * _SECOND, 5 * _MINUTE, _DAY),
    "sign-in-network": Policy(30, 5 * _SECOND, 5 * _MINUTE, _DAY),
    # A signed-in person's password, asked for again; an account's wrong codes.
    "password": Policy(5, 5 * _SECOND, 15 * _MINUTE, _DAY),
    "code": Policy(5, 10 * _SECOND, _HOUR, _DAY),
    # Emails anyone can make us send: to one address, for one account, from one network address.
    "mail-address": Policy(3, _MINUTE, _HOUR, _DAY),
    "mail-account": Policy(10, _MINUTE, _HOUR, _DAY),
    "mail-network": Policy(20, 5 * _SECOND, 15 * _MINUTE, _DAY),
    # Certificate IDs that do not exist: from one network address.
    "verify": Policy(30, 2 * _SECOND, 5 * _MINUTE, _HOUR),
}
_RACES = 4


def check(kind: str, key: str, now: datetime) -> None:
    """Raises TooManyRequests while the key has to wait; `kind` is one of POLICIES."""
    counted = throttles.read([(kind, key)]).get((kind, key))
    _refuse(wait_before_next(counted, POLICIES[kind], now))


def record_failure(kind: str, key: str, now: datetime) -> None:
    """Count one more; nothing is refused here."""
    for _ in range(_RACES):
        before = throttles.read([(kind, key)]).get((kind, key))
        if _count(kind, key, before, now):
            return


def spend(kind: str, key: str, now: datetime) -> None:
    """Count a try, or raise TooManyRequests: of tries made at once, each takes its own turn."""
    for _ in range(_RACES):
        before = throttles.read([(kind, key)]).get((kind, key))
        _refuse(wait_before_next(before, POLICIES[kind], now))
        if _count(kind, key, before, now):
            return
    _refuse(POLICIES[kind].first)


def clear(kind: str, key: str) -> None:
    """Forget what was counted: it was them after all."""
    throttles.delete((kind, key))


def remember(kind: str, key: str, now: datetime, lasts: timedelta) -> None:
    """Note that something happened; `kind` needs no policy."""
    throttles.put((kind, key), Tries(1, now, now), now + lasts)


def is_remembered(kind: str, key: str, now: datetime, lasts: timedelta) -> bool:
    """Whether it happened within the last `lasts`."""
    noted = throttles.read([(kind, key)]).get((kind, key))
    return noted is not None and now - noted.last_at <= lasts


def _count(kind: str, key: str, before: Tries | None, now: datetime) -> bool:
    policy = POLICIES[kind]
    after = after_try(before, policy, now)
    return throttles.replace((kind, key), before, after, after.free_at + policy.forget)


def _refuse(wait: timedelta) -> None:
    seconds = ceil(wait.total_seconds())
    if seconds <= 0:
        return
    shown = count(seconds, "second") if seconds < 120 else count(ceil(seconds / 60), "minute")
    raise TooManyRequests(f"Too many attempts. Wait {shown}, then try again.", retry_after=seconds)
