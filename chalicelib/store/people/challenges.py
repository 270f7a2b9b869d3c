"""What browsers are to sign with a passkey: random, stored as a hash, used once."""

from chalicelib.domain.passkey import Ceremony, Challenge
from chalicelib.store.keys import CHALLENGE, token_key
from chalicelib.store.passkeys_table import ChallengeItem
from chalicelib.store.tables import take_out


def save(text: str, challenge: Challenge) -> None:
    """Keep what is to be signed; `text` is its base64url form."""
    ChallengeItem(
        token_key(text),
        CHALLENGE,
        ceremony=challenge.ceremony,
        asked_by=challenge.asked_by,
        user_handle=challenge.user_handle or None,
        counted=challenge.counted or None,
        expires_at=challenge.expires_at,
        ttl=challenge.expires_at,
    ).save()


def use(text: str, ceremony: Ceremony, asked_by: str) -> Challenge | None:
    """Use it up, to one caller only; None where there is none for this ceremony and who asked.

    It may have expired: the caller compares `expires_at`.
    """
    held = take_out(ChallengeItem(token_key(text), CHALLENGE))
    if held is None or (held.ceremony, held.asked_by) != (ceremony, asked_by):
        return None
    return Challenge(
        ceremony, asked_by, held.expires_at, held.user_handle or "", held.counted or ""
    )
