"""What makes a password acceptable: long enough, and not one that attackers try first.

No rule about kinds of characters and no expiry (NIST SP 800-63B-4, 3.1.1.2).
"""

import unicodedata
from collections.abc import Iterable

from chalicelib.domain.limits import PASSWORD_LENGTH
from chalicelib.domain.problem import Code, Problem

MIN_LENGTH = 15  # NIST SP 800-63B-4 asks for it where a password is the only factor
# zxcvbn's 3 of 4: over 10^8 guesses, beyond what throttled tries reach in a lifetime.
_STRONG_ENOUGH = 3
# What must remain without the owner's names and the portal's own words.
_OWN_LENGTH = 8
# Its work grows faster than the length; what follows 72 characters can only make it stronger.
_LOOKED_AT = 72

TOO_SHORT = (
    f"Use at least {MIN_LENGTH} characters. Three or four unrelated words make a good password."
)
TOO_LONG = f"Use at most {PASSWORD_LENGTH:,} characters."
TOO_COMMON = (
    "This password is too easy to guess: it uses common passwords, a pattern, or your own "
    "name or address. Use three or four unrelated words instead."
)


def normalise_password(password: str) -> str:
    """The form that is hashed: the same on a keyboard that composes accents and one that does not."""
    return unicodedata.normalize("NFC", password)


def password_problem(password: str, personal: Iterable[str], field: str) -> Problem | None:
    """What is wrong with a new password, or None. `personal`: names and addresses of its owner."""
    # Loaded only when a password is set, because its word lists are large.
    from zxcvbn import zxcvbn

    if (
        len(password) > 2 * PASSWORD_LENGTH
    ):  # before work that grows with its square; NFC may shorten
        return Problem(field, Code.TOO_LONG, TOO_LONG)
    chosen = normalise_password(password)
    if len(chosen) < MIN_LENGTH:
        return Problem(field, Code.TOO_SHORT, TOO_SHORT)
    if len(chosen) > PASSWORD_LENGTH:
        return Problem(field, Code.TOO_LONG, TOO_LONG)
    words = _words(personal)
    # Without spaces and dashes, which zxcvbn would count as secrets between the words.
    core = "".join(character for character in chosen.casefold() if character.isalnum())
    found = zxcvbn(core[:_LOOKED_AT], user_inputs=words, max_length=_LOOKED_AT) if core else None
    strong = found is not None and found["score"] >= _STRONG_ENOUGH
    if not strong or len(_without(core, words)) < _OWN_LENGTH:
        return Problem(field, Code.TOO_COMMON, TOO_COMMON)
    return None


def _without(core: str, words: list[str]) -> str:
    """What is left after removing the words, the longest first."""
    for word in sorted(words, key=len, reverse=True):
        core = core.replace(word, "")
    return core


def _words(personal: Iterable[str]) -> list[str]:
    """The words of names and addresses, and of what the portal is about."""
    text = " ".join(("counselor counselors certificate conference", *personal)).casefold()
    words = "".join(c if c.isalnum() else " " for c in unicodedata.normalize("NFC", text)).split()
    return sorted({word for word in words if len(word) > 2})
