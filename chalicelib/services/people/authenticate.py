"""Who a request comes from, by its access token."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.account import Account
from chalicelib.domain.device import Via, ended
from chalicelib.errors import Unauthorized
from chalicelib.settings import settings
from chalicelib.store.people import accounts, tokens

# Use is recorded this often, not at every request: one write a day is enough for an idle expiry
# counted in days.
_TOUCH_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Authenticated:
    """Who asks, when they last proved themselves for this token, and used a passkey (None: not yet)."""

    account: Account
    proved_at: datetime | None
    passkey_at: datetime | None


def authenticate(token: str, now: datetime, via: Via) -> Authenticated:
    """The account a token proves; raises Unauthorized, the same whatever is wrong with it.

    A cookie's token isn't a Bearer token, and the other way around.
    """
    proof = tokens.read(token) if token else None
    idle = timedelta(days=settings().sign_in_idle_days)
    if proof is None or ended(proof.expires_at, proof.used_at, now, idle):
        raise Unauthorized
    if proof.via not in (None, via):
        raise Unauthorized
    account = accounts.load(proof.account_id)
    if account is None or account.credentials_version != proof.credentials_version:
        raise Unauthorized
    if now - proof.used_at > _TOUCH_AFTER:
        tokens.touch(token, account.id, now)
    return Authenticated(account, proof.proved_at, proof.passkey_at)
