"""Proof that it is the person, asked for before what can take an account away (design: rule 12)."""

from datetime import datetime, timedelta

from chalicelib.domain.account import Account
from chalicelib.domain.passkey import Ceremony
from chalicelib.errors import ProofRequired
from chalicelib.services.people import passkey_answers
from chalicelib.services.people.account import confirm_password
from chalicelib.store.people import tokens

LASTS = timedelta(minutes=10)


def prove(
    account: Account, token: str, password: str, field: str, network: str, now: datetime
) -> None:
    """Note the proof with this token alone. Raises Invalid (naming the field), TooManyRequests."""
    confirm_password(account, password, field, network, now)
    tokens.prove(token, now)


def prove_by_passkey(
    account: Account, token: str, answer: str, network: str, now: datetime
) -> None:
    """The same by a passkey of the account. Raises Invalid (`passkey`), TooManyRequests."""

    def own(passkey_id: str) -> Account | None:
        return account

    passkey_answers.signed(answer, Ceremony.PROVE, token, network, now, own)
    tokens.prove(token, now, by_passkey=True)


def used_passkey(token: str, now: datetime, within: timedelta) -> bool:
    """Whether a passkey was used with this token, to sign in or as proof, within that time.

    For what asks for a passkey rather than for proof; it is no proof by itself.
    """
    found = tokens.read(token)
    return found is not None and found.passkey_at is not None and now - found.passkey_at <= within


def holds(token: str, now: datetime) -> bool:
    """Whether the token's person proved who they are within the last ten minutes."""
    found = tokens.read(token)
    return found is not None and found.proved_at is not None and now - found.proved_at <= LASTS


def require(token: str, now: datetime) -> None:
    """Raises ProofRequired unless there is a proof; a sign-in is none."""
    if not holds(token, now):
        raise ProofRequired
