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


def holds(token: str, now: datetime) -> bool:
    """Whether the token's person proved who they are within the last ten minutes."""
    found = tokens.read(token)
    return found is not None and found.proved_at is not None and now - found.proved_at <= LASTS


def require(token: str, now: datetime) -> None:
    """Raises ProofRequired unless there is a proof; a sign-in is none."""
    if not holds(token, now):
        raise ProofRequired
