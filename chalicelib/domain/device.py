"""A sign-in as its person sees it: where from, and when it was used."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Via(StrEnum):
    """How a sign-in's token travels; it counts no other way."""

    COOKIE = "cookie"
    BEARER = "bearer"


@dataclass(frozen=True, slots=True)
class Device:
    """Where a person signs in. `key` tells this browser from others of its kind; "" if nothing does."""

    via: Via
    words: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class SignInDevice:
    """A sign-in of an account, as its person sees it. Times are aware; `this` is the one that asks."""

    id: str
    via: Via
    words: str
    first_used_at: datetime
    last_used_at: datetime
    this: bool = False


def ended(expires_at: datetime, last_used_at: datetime, now: datetime, idle: timedelta) -> bool:
    """Whether a sign-in counts no longer: it expired, or was not used for longer than `idle`."""
    return expires_at <= now or now - last_used_at > idle
