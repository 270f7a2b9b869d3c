"""Proof that it is the person, asked for before what can take an account away (design: rule 12)."""

from datetime import datetime

from chalicelib.domain import sudo
from chalicelib.domain.account import Account
from chalicelib.domain.passkey import Ceremony
from chalicelib.errors import ProofRequired
from chalicelib.services.people import passkey_answers
from chalicelib.services.people.password_change import confirm_password
from chalicelib.store.people import tokens


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


def require(proved_at: datetime | None, now: datetime) -> None:
    """Raises ProofRequired unless there is a proof; a sign-in is none."""
    if not sudo.holds(proved_at, now):
        raise ProofRequired
