"""A new sign-in of an account that has proved itself, and its end."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.account import Account
from chalicelib.domain.device import Device, Via
from chalicelib.logs import logger
from chalicelib.services.people import devices, guesses
from chalicelib.settings import settings
from chalicelib.store.keys import new_token
from chalicelib.store.people import tokens
from chalicelib.store.people.tokens import NewToken

UNKNOWN = Device(Via.BEARER, "Conference app")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new sign-in; the token is shown once and never stored."""

    token: str
    expires_at: datetime
    account: Account


def begin(account: Account, email: str, network: str, now: datetime, device: Device) -> SignedIn:
    """A new token for an account that has just proved itself by that address."""
    note(account, email, network, now, device)
    return renew(account, now, device)


def note(account: Account, email: str, network: str, now: datetime, device: Device) -> None:
    """Remember where it signs in from, and tell by email of a new device."""
    devices.notice(account, device, now, along=guesses.known(guesses.whose(email), network))


def renew(account: Account, now: datetime, device: Device, *, by_passkey: bool = False) -> SignedIn:
    """A new token for an account that signs in; `by_passkey`: with a passkey."""
    lasts, version = timedelta(days=settings().sign_in_days), account.credentials_version
    token = tokens.issue(account.id, version, now, lasts, device, by_passkey=by_passkey)
    logger.info("signed in", account=account.id)
    return SignedIn(token, now + lasts, account)


def token_for(account: Account, now: datetime, device: Device) -> NewToken:
    """A token for the account as it will be, to be kept by the write that makes it so."""
    lasts, version = timedelta(days=settings().sign_in_days), account.credentials_version
    return NewToken(new_token(), account.id, version, now, lasts, device)


def signed_in(account: Account, kept: NewToken) -> SignedIn:
    """The sign-in of a token that was kept."""
    logger.info("signed in", account=account.id)
    return SignedIn(kept.token, kept.now + kept.lasts, account)


def sign_out(token: str, account_id: str) -> None:
    """End a sign-in; no error when it has ended. `account_id` may be what a browser says."""
    tokens.revoke(token, account_id)
