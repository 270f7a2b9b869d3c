"""Proof that it is the person, asked for before what can take an account away (design: rule 12)."""

from datetime import datetime, timedelta

from chalicelib.domain.account import Account
from chalicelib.errors import ProofRequired
from chalicelib.services.people.account import confirm_password
from chalicelib.store.people import tokens

LASTS = timedelta(minutes=10)


def prove(
    account: Account, token: str, password: str, field: str, network: str, now: datetime
) -> None:
    """Note the proof with this token alone. Raises Invalid (naming the field), TooManyRequests."""
    confirm_password(account, password, field, network, now)
    tokens.prove(token, now)


def holds(proved_at: datetime | None, now: datetime) -> bool:
    """Whether a proof, if there was one, is not older than ten minutes."""
    return proved_at is not None and now - proved_at <= LASTS


def require(proved_at: datetime | None, now: datetime) -> None:
    """Raises ProofRequired unless there is a proof; a sign-in is none."""
    if not holds(proved_at, now):
        raise ProofRequired
