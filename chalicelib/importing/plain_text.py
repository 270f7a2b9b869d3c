"""Text of a file as it is kept: on one line, without markup, and what that took away is told."""

import html
import re
import unicodedata

from chalicelib.domain.printable import unprintable_letters
from chalicelib.domain.text import clean_text
from chalicelib.importing.problems import Findings
from chalicelib.importing.quoting import quoted

# Only tags that format text: “<script>” in a title is what the talk is about.
_TAG = re.compile(
    r"</?(?:a|b|i|u|p|br|em|strong|span|small|sup|sub|code|tt|font|div|h[1-6]|li|ul|ol)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)


def plain(text: str) -> str:
    """`text` without formatting tags, its entities resolved once."""
    if "<" in text:
        text = _TAG.sub(
            lambda tag: " " if tag.group()[1:3].casefold() in ("br", "p>") else "", text
        )
    return _ENTITY.sub(lambda entity: html.unescape(entity.group()), text) if "&" in text else text


def cleaned(text: str, limit: int, where: str, what: str, findings: Findings) -> str:
    """`text` as it is kept, at most `limit` characters; what that took away is told.

    `what` names it in the note ("title").
    """
    text = plain(text)
    whole = clean_text(text[: limit * 20], limit * 20 + 1)
    if len(whole) > limit:
        findings.note(where, "cut", f"its {what} has over {limit} characters and is cut there.")
    elif not text.isascii() and _lost_characters(text, whole):
        findings.note(
            where,
            "cleaned",
            f"its {what} holds characters that can't be printed; they are left out.",
        )
    kept = whole[:limit].rstrip()
    letters = unprintable_letters(kept)
    if letters:
        shown = ", ".join(f"{quoted(letter)} (U+{ord(letter[0]):04X})" for letter in letters[:5])
        findings.note(
            where, "unprintable", f"its {what} has letters that certificates can't print: {shown}."
        )
    return kept


def _lost_characters(before: str, after: str) -> bool:
    # White space is folded and letters are composed as a matter of course: neither is worth telling.
    return unicodedata.normalize("NFC", "".join(before.split())) != "".join(after.split())
