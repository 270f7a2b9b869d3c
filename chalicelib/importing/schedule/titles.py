"""Titles, as they are compared."""

import re

_MARK = re.compile(r"\W*\b(?:cancell?ed)\b\W*", re.IGNORECASE)
_NO_WORD = re.compile(r"[\W_]+")


def comparable(title: str) -> str:
    """A title as titles are compared: without case, punctuation or a mark of cancellation."""
    plain = _NO_WORD.sub(" ", _MARK.sub(" ", title).casefold()).strip()
    return plain or title.casefold()
