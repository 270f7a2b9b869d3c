"""Text from people and files, made safe to store and print: cleaned where it enters, once."""

import re
import unicodedata

# Embedding, override and isolate marks turn the text around them; a name needs none of them.
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c\u200e\u200f")
# Joiners shape Persian and Indic words, so these two format characters stay.
JOINERS = frozenset("\u200c\u200d")
_SPACE = re.compile(r"\s+")
_LOOKED_AT = 10  # characters typed for each that is kept


def clean_text(text: str, limit: int) -> str:
    """`text` in NFC on one line, at most `limit` characters, without characters that cannot be printed.

    Control, bidi, private-use, noncharacter and lone surrogate code points go; runs of white space
    become a space. What goes far beyond the limit is not looked at: normalizing takes time that
    grows with the square of the marks on one letter.
    """
    text = text[: limit * _LOOKED_AT]
    if not text.isprintable():  # most is, and each character looked at takes its time
        text = "".join(c for c in text if c.isspace() or not _unprintable(c))
    spaced = _SPACE.sub(" ", text)
    return unicodedata.normalize("NFC", spaced).strip()[:limit].rstrip()


def _unprintable(character: str) -> bool:
    if character in JOINERS:
        return False
    category = unicodedata.category(character)
    if category == "Cn":
        # Unassigned in this Python's Unicode can be a new letter or emoji; 66 code points never are.
        return 0xFDD0 <= ord(character) <= 0xFDEF or ord(character) & 0xFFFE == 0xFFFE
    return character in _BIDI or category in {"Cc", "Cf", "Cs", "Co"}
