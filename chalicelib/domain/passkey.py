"""Passkeys: what an account keeps of one, and what a browser is asked to sign with it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Ceremony(StrEnum):
    """What a challenge is for; one that was made for another ceremony proves nothing."""

    ADD = "add"
    PROVE = "prove"
    SIGN_IN = "sign-in"


@dataclass(frozen=True, slots=True)
class Passkey:
    """A public key and where its private half can be asked for. Times are aware (UTC).

    `id` names it in keys and URLs; `credential_id` and `public_key` are base64url. `sign_count` is what
    the authenticator last said, 0 where it does not count. `transports` are the browser's words.
    """

    id: str
    credential_id: str
    public_key: str
    sign_count: int
    transports: tuple[str, ...]
    name: str
    created_at: datetime
    last_used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a browser is to sign: good for one ceremony, once, for who asked (`asked_by` is a hash).

    `user_handle` (base64url) is the account's where one is added; `counted` names the counter that
    took a unit for it, or "".
    """

    ceremony: Ceremony
    asked_by: str
    expires_at: datetime
    user_handle: str = ""
    counted: str = ""
