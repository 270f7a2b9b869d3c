"""Proof that it is the person, asked for before what can take an account away (design: rule 12)."""

from datetime import datetime, timedelta

from chalicelib.domain.account import Account
from chalicelib.domain.passkey import Ceremony
from chalicelib.errors import ProofRequired
from chalicelib.services.people import passkey_answers
from chalicelib.services.people.password_change import confirm_password
from chalicelib.store.people import tokens

LASTS = timedelta(minutes=10)


def prove(account: Account, token: str, password: str, field: str, now: datetime) -> None:
    """Note the proof with this token alone. Raises Invalid (naming the field), TooManyRequests."""
    confirm_password(account, password, field, now)
    tokens.prove(token, now)


def prove_by_passkey(
    account: Account, token: str, answer: str, network: str, now: datetime
) -> None:
    """The same by a passkey of the account. Raises Invalid (`passkey`), TooManyRequests."""

    def own(passkey_id: str) -> Account | None:
        return account

    passkey_answers.signed(answer, Ceremony.PROVE, token, network, now, own)
    tokens.prove(token, now, by_passkey=True)


def used_passkey(passkey_at: datetime | None, now: datetime, within: timedelta) -> bool:
    """Whether a passkey was used with a token, to sign in or as proof, within that time.

    For what asks for a passkey rather than for proof; it isn't proof by itself.
    """
    return passkey_at is not None and now - passkey_at <= within


def holds_by_passkey(
    proved_at: datetime | None, passkey_at: datetime | None, now: datetime
) -> bool:
    """Whether the proof that holds was given by a passkey: for what a password alone must not do."""
    return holds(proved_at, now) and proved_at == passkey_at


def holds(proved_at: datetime | None, now: datetime) -> bool:
    """Whether a proof, if there was one, is not older than ten minutes."""
    return proved_at is not None and now - proved_at <= LASTS


def require(proved_at: datetime | None, now: datetime) -> None:
    """Raises ProofRequired unless there is a proof; a sign-in is none."""
    if not holds(proved_at, now):
        raise ProofRequired
