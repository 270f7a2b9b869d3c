"""What a person sees of a sign-in: which browser on which system, in words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

# In this order: most browsers also name those they descend from.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)
_LOOKED_AT = 400  # characters of what a browser says of itself


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


def in_words(user_agent: str, via: Via) -> str:
    """`Chrome on Windows`; nothing of what was sent is repeated."""
    looked_at = user_agent[:_LOOKED_AT]
    browser = next((name for sign, name in _BROWSERS if sign in looked_at), "")
    system = next((name for sign, name in _SYSTEMS if sign in looked_at), "")
    if via is Via.BEARER:
        return f"Conference app on {system}" if system else "Conference app"
    if browser and system:
        return f"{browser} on {system}"
    return browser or (f"A browser on {system}" if system else "An unknown browser")
