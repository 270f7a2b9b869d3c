"""What browsers are to sign with a passkey: random, stored as a hash, used once."""

from chalicelib.domain.passkey import Ceremony, Challenge
from chalicelib.store.keys import CHALLENGE, token_key
from chalicelib.store.passkeys_table import ChallengeItem
from chalicelib.store.tables import delete_if, find


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
    """Use it up; None where there is none, for this ceremony and who asked. To one caller only.

    It may have expired: the caller compares `expires_at`.
    """
    item = find(ChallengeItem, token_key(text), CHALLENGE)
    if item is None or (item.ceremony, item.asked_by) != (ceremony, asked_by):
        return None
    if not delete_if(ChallengeItem(token_key(text), CHALLENGE), ChallengeItem.pk.exists()):
        return None
    return Challenge(
        ceremony, asked_by, item.expires_at, item.user_handle or "", item.counted or ""
    )
