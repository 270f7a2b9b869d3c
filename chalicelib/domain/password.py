"""What makes a password acceptable: long enough, and not one that is tried first.

No rule about kinds of characters and no expiry (NIST SP 800-63B-4, 3.1.1.2).
"""

import unicodedata
from collections.abc import Iterable

from chalicelib.domain.claim import Problem

MIN_LENGTH = 15  # NIST SP 800-63B-4 asks for it where a password is the only factor
MAX_LENGTH = 1024
# zxcvbn's 3 of 4: over 10^8 guesses, beyond what throttled tries reach in a lifetime.
_STRONG_ENOUGH = 3
# Its work grows faster than the length; what follows 72 characters can only make it stronger.
_LOOKED_AT = 72

TOO_SHORT = (
    f"Use at least {MIN_LENGTH} characters. Three or four words you remember make a good password."
)
TOO_LONG = f"Use at most {MAX_LENGTH:,} characters."
TOO_COMMON = (
    "This password is too easy to guess: it is made of common passwords, a pattern, or your own "
    "name or address. Three or four words that have nothing to do with each other are better."
)


def normalise_password(password: str) -> str:
    """The form that is hashed: the same on a keyboard that composes accents and one that does not."""
    return unicodedata.normalize("NFC", password)


def password_problem(password: str, personal: Iterable[str], field: str) -> Problem | None:
    """What is wrong with a new password, or None. `personal`: names and addresses of its owner."""
    # Loaded where a password is set: nobody else pays for its word lists.
    from zxcvbn import zxcvbn

    chosen = normalise_password(password)
    if len(chosen) < MIN_LENGTH:
        return Problem(field, "too_short", TOO_SHORT)
    if len(chosen) > MAX_LENGTH:
        return Problem(field, "too_long", TOO_LONG)
    found = zxcvbn(chosen[:_LOOKED_AT], user_inputs=_words(personal), max_length=_LOOKED_AT)
    if found["score"] < _STRONG_ENOUGH:
        return Problem(field, "too_common", TOO_COMMON)
    return None


def _words(personal: Iterable[str]) -> list[str]:
    """Each phrase, its words, and the halves of an address."""
    words = {"counselor", "counselors", "certificate", "conference", "continuing education"}
    for phrase in personal:
        words |= {phrase, *phrase.replace("@", " ").replace(".", " ").split(), *phrase.split("@")}
    return sorted(word for word in words if len(word) > 2)
