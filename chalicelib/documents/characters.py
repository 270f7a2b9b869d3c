"""Characters on their way to the page: cleaned, given to a family, and what nobody draws told."""

import re
from functools import cache

from chalicelib.documents.families import JAPANESE, SIMPLIFIED, TRADITIONAL, Family, asked_for
from chalicelib.documents.fonts import coverage, draws
from chalicelib.domain.printable import plain_forms
from chalicelib.domain.text import JOINERS, clean_text

_KANA = re.compile("[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9d]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
# Nothing draws these, but for the frame of a keycap, which no face sets around its digit but over it.
_INVISIBLE = re.compile("[\u034f\u200b\u2060-\u2064\u20e3\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# Joiners shape the words of some scripts and join pictures; elsewhere they say nothing.
_JOINED = "\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\u2600-\u27bf\U0001f000-\U0001faff"
_IDLE_JOINER = re.compile(f"(?<![{_JOINED}])[\u200c\u200d]+")

_BY_ZONE = {
    "Asia/Tokyo": JAPANESE,
    "Asia/Seoul": TRADITIONAL,
    "Asia/Taipei": TRADITIONAL,
    "Asia/Hong_Kong": TRADITIONAL,
    "Asia/Macau": TRADITIONAL,
}  # fmt: skip


def ideographs(text: str, time_zone: str) -> tuple[Family, ...]:
    """The families to ask for an ideograph of `text`, first choice first.

    Kana settles it, else the conference's country; but one that draws them all comes before, so that
    no name is set in two faces for one rare character.
    """
    order = JAPANESE if _KANA.search(text) else _BY_ZONE.get(time_zone, SIMPLIFIED)
    letters = set(_HAN.findall(text))
    for family in order if letters else ():
        if all(draws(family, letter) for letter in letters):
            return (family, *(other for other in order if other is not family))
    return order


def family_of(character: str, ideographs: tuple[Family, ...]) -> Family | None:
    """Who draws the character; None if nobody does. Loads only the faces it has to ask."""
    if character in coverage(Family.SANS):
        return Family.SANS
    asked = asked_for(ord(character), ideographs)
    return next((family for family in asked if draws(family, character)), None)


class Characters:
    """One document's text on its way to the page; `missing` are the characters nobody draws."""

    def __init__(self) -> None:
        self.missing: dict[str, None] = {}  # a set that keeps its order

    def drawable(self, text: str) -> str:
        """`text`, cleaned; what nobody draws shows its code, such as [U+1E900].

        The entry refuses such text, so only what was stored before it did comes here.
        """
        if text.isascii() and text.isprintable():
            return text
        text = _INVISIBLE.sub("", clean_text(text, 2 * len(text)))  # the normal form can be longer
        text = _IDLE_JOINER.sub("", text)
        if coverage(Family.SANS).issuperset(text):
            return text
        return " ".join("".join(map(self._shown, text)).split())

    def _shown(self, character: str) -> str:
        shown = _shown(character)
        if shown is None:
            self.missing[character] = None
            return f"[U+{ord(character):04X}]"
        return shown


@cache
def _shown(character: str) -> str | None:
    """What is drawn for a character: itself, its plain form (𝐀 as A), or None."""
    if _is_drawn(character) or character in JOINERS:
        return character
    plain = (form for form in plain_forms(character) if form != character)
    return next((form for form in plain if all(map(_is_drawn, form))), None)


def _is_drawn(character: str) -> bool:
    return character == " " or family_of(character, SIMPLIFIED) is not None
