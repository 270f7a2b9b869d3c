"""Text as it can be drawn: who draws each character, and what becomes of one that nobody draws."""

import re
import unicodedata
from functools import cache

from chalicelib.documents.fonts import Family, coverage
from chalicelib.domain.text import clean_text

# Stands for a letter no face has. Never a box, which a reader takes for a fault of the printer.
MARK = "?"

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_KANA = re.compile("[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9d]")
_EAST_ASIAN = re.compile("[\u2e80-\u312f\u31a0-\u9fff\uf900-\ufaff\uff00-\uffef]")
_SYMBOLS = re.compile("[\u2000-\u2bff]")
# Selectors and the like tell how their neighbours look; joiners do so in Arabic only.
_INVISIBLE = re.compile("[\u034f\u200b\u2060-\u2064\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_JOINERS = re.compile("[\u200c\u200d]")

# Whose shapes an ideograph takes where several faces draw it: the conference's country decides.
_JAPANESE = (Family.JAPANESE, Family.TRADITIONAL, Family.SIMPLIFIED)
_SIMPLIFIED = (Family.SIMPLIFIED, Family.TRADITIONAL, Family.JAPANESE)
_TRADITIONAL = (Family.TRADITIONAL, Family.JAPANESE, Family.SIMPLIFIED)
_BY_ZONE = {
    "Asia/Tokyo": _JAPANESE,
    "Asia/Seoul": _TRADITIONAL,
    "Asia/Taipei": _TRADITIONAL,
    "Asia/Hong_Kong": _TRADITIONAL,
    "Asia/Macau": _TRADITIONAL,
}


def ideographs(text: str, time_zone: str) -> tuple[Family, ...]:
    """The families to ask for an ideograph of `text`, first choice first; kana settles it."""
    return _JAPANESE if _KANA.search(text) else _BY_ZONE.get(time_zone, _SIMPLIFIED)


def family_of(character: str, ideographs: tuple[Family, ...]) -> Family | None:
    """Who draws the character; None if nobody does. Loads only the faces it has to ask."""
    if character in coverage(Family.SANS):
        return Family.SANS
    for script, families in (
        (_ARABIC, (Family.ARABIC,)),
        (_HEBREW, (Family.HEBREW,)),
        (_HANGUL, (Family.KOREAN,)),
        (_EAST_ASIAN, ideographs),
        (_SYMBOLS, (Family.JAPANESE,)),
    ):
        if script.match(character):
            return next((f for f in families if character in coverage(f)), None)
    return None


def without_joiners(text: str, unless: re.Pattern[str] | None = None) -> str:
    """`text` without the joiners between letters, which nothing draws; as it is if `unless` matches."""
    return text if unless and unless.search(text) else _JOINERS.sub("", text)


class Glyphs:
    """One document's text on its way to the page; `missing` are the characters nobody draws."""

    def __init__(self) -> None:
        self.missing: dict[str, None] = {}  # a set that keeps its order

    def drawable(self, text: str) -> str:
        """`text`, cleaned, with what nobody draws replaced: a picture by nothing, a letter by MARK."""
        if text.isascii() and text.isprintable():
            return text
        text = clean_text(text, 2 * len(text))  # the normal form can be longer
        text = without_joiners(_INVISIBLE.sub("", text), unless=_ARABIC)
        if coverage(Family.SANS).issuperset(text):
            return text
        shown = " ".join("".join(map(self._shown, text)).split())
        return shown or (MARK if text else "")

    def _shown(self, character: str) -> str:
        shown, lost = _substitute(character)
        if lost:
            self.missing[character] = None
        return shown


@cache
def _substitute(character: str) -> tuple[str, bool]:
    """What is drawn for a character, and whether that loses it."""
    if _is_drawn(character) or _JOINERS.match(character):
        return character, False
    for form in ("NFKC", "NFKD"):  # 𝐀 as A, ﬆ as st
        plain = unicodedata.normalize(form, character)
        if plain != character and all(map(_is_drawn, plain)):
            return plain, False
    # Pictures, and marks on a letter that is lost itself, leave nothing behind.
    silent = unicodedata.category(character) in {"So", "Sk", "Mn", "Me", "Mc"}
    return "" if silent else MARK, True


def _is_drawn(character: str) -> bool:
    return character == " " or family_of(character, _SIMPLIFIED) is not None
