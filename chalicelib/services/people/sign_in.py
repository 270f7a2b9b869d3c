"""Sign in with the email address and password of the conference app."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.account import Account
from chalicelib.domain.device import Device, Via
from chalicelib.domain.email_address import InvalidAddress, normalise
from chalicelib.errors import Unauthorized
from chalicelib.logs import logger
from chalicelib.services.people import devices, even_answers, guesses
from chalicelib.services.people.password_hashes import hash_password, matches, outdated
from chalicelib.settings import settings
from chalicelib.store.people import accounts, tokens

REFUSED = "The email address or password is incorrect."
_NOBODY = "nobody"
UNKNOWN = Device(Via.BEARER, "Conference app")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new sign-in; the token is shown once and never stored."""

    token: str
    expires_at: datetime
    account: Account


def sign_in(
    email: str, password: str, network: str, now: datetime, device: Device = UNKNOWN
) -> SignedIn:
    """A token for the account that has verified the address.

    Raises Unauthorized, always alike and after the same time, and TooManyRequests.
    """
    started = even_answers.start()
    tried = guesses.begin(_whose(email), network, now)
    account = _account_of(email)
    known_hash = account.password_hash if account else None
    right = matches(password, known_hash)
    if account is None or known_hash is None or not right:
        guesses.wrong(tried)
        logger.info("sign-in refused", account=account.id if account else "unknown")
        even_answers.until_even(started)
        raise Unauthorized(REFUSED, code="wrong_email_or_password")
    guesses.right(tried)
    if outdated(known_hash):
        accounts.replace_hash(account.id, known_hash, hash_password(password))
    return begin(account, email, network, now, device)


def begin(account: Account, email: str, network: str, now: datetime, device: Device) -> SignedIn:
    """A new token for an account that has just proved itself by that address."""
    devices.notice(account, device, now, along=guesses.known(_whose(email), network))
    return renew(account, now, device)


def renew(account: Account, now: datetime, device: Device, *, by_passkey: bool = False) -> SignedIn:
    """A new token for an account that is signed in, or signs in by a passkey."""
    lasts = timedelta(days=settings().sign_in_days)
    version = account.credentials_version
    token = tokens.issue(account.id, version, now, lasts, device, by_passkey=by_passkey)
    logger.info("signed in", account=account.id)
    return SignedIn(token, now + lasts, account)


def sign_out(token: str, account_id: str | None = None) -> None:
    """End a sign-in; no error when it has ended. None: whose it is is read from the token."""
    tokens.revoke(token, account_id)


def _account_of(email: str) -> Account | None:
    """The account that verified the address; as many reads where there is none."""
    try:
        normalised = normalise(email)
    except InvalidAddress:
        normalised = ""
    owner = accounts.owner_of(normalised)
    account = accounts.load(owner or _NOBODY)
    return account if owner else None


def _whose(email: str) -> str:
    """What guesses are counted under, whether or not there is such an address."""
    try:
        return normalise(email)
    except InvalidAddress:
        return email.strip().lower()
