"""Sign in with the email address and password of the conference app."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from pwdlib.hashers.bcrypt import BcryptHasher

from chalicelib.domain.account import Account
from chalicelib.domain.email_address import InvalidAddress, normalise
from chalicelib.errors import Unauthorized
from chalicelib.settings import settings
from chalicelib.store import accounts, tokens

REFUSED = "The email address or the password is wrong."


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new sign-in; the token is shown once and never stored."""

    token: str
    expires_at: datetime
    account: Account


@cache
def passwords() -> PasswordHash:
    """Argon2id with OWASP's parameters (19 MiB, 2 passes, 1 lane); bcrypt for imported hashes."""
    argon2 = Argon2Hasher(memory_cost=19456, time_cost=2, parallelism=1)
    return PasswordHash((argon2, BcryptHasher()))


@cache
def _nobodys_hash() -> str:
    # Verified for an unknown address, so that the answer takes as long as for a known one.
    return passwords().hash("no account has this password")


def sign_in(email: str, password: str, now: datetime) -> SignedIn:
    """A token for the account that has verified the address; raises Unauthorized, always alike."""
    account = _account_of(email)
    known_hash = account.password_hash if account else None
    matches, upgraded = passwords().verify_and_update(password, known_hash or _nobodys_hash())
    if account is None or known_hash is None or not matches:
        raise Unauthorized(REFUSED, code="wrong_email_or_password")
    if upgraded:
        accounts.replace_hash(account.id, known_hash, upgraded)
    lasts = timedelta(days=settings().sign_in_days)
    token = tokens.issue(account.id, account.credentials_version, now, lasts)
    return SignedIn(token, now + lasts, account)


def sign_out(token: str) -> None:
    """End a sign-in; no error when it has ended."""
    tokens.revoke(token)


def _account_of(email: str) -> Account | None:
    try:
        owner = accounts.owner_of(normalise(email))
    except InvalidAddress:
        return None
    return accounts.load(owner) if owner else None
