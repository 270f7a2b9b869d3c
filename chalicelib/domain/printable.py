"""What a certificate can print: names and titles are refused where they are entered, not printed wrong.

Loads no font: `make fonts` writes down which characters the faces of certificates draw.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from chalicelib.domain.text import clean_text

# Selectors and the like tell how their neighbors look, joiners how they join: nothing draws them.
_INVISIBLE = frozenset(
    map(chr, [0x34F, *range(0x200B, 0x200E), *range(0x2060, 0x2065), *range(0xFE00, 0xFE10)])
)

_NAMED = 5


def unprintable_letters(text: str) -> tuple[str, ...]:
    """The characters of `text` that a certificate cannot print, each once, in order.

    Empty for a text that is printed whole. A letter in another dress counts as its plain form (𝓐 as A).
    """
    if text.isascii():
        return ()
    cleaned = clean_text(text, 2 * len(text))  # the normal form can be longer
    return tuple(dict.fromkeys(letter for letter in cleaned if not _can_print(letter)))


def letters_in_words(letters: Sequence[str]) -> str:
    """The first five, each with its number: another one would tell nothing new."""
    return ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in letters[:_NAMED])


def _can_print(letter: str) -> bool:
    if letter in _INVISIBLE or "\U000e0100" <= letter <= "\U000e01ef" or is_drawn(letter):
        return True
    return any(all(map(is_drawn, plain)) for plain in plain_forms(letter) if plain != letter)


def plain_forms(letter: str) -> tuple[str, str]:
    """Its compatible forms, composed and decomposed; what is drawn for it if it is not drawn itself."""
    return unicodedata.normalize("NFKC", letter), unicodedata.normalize("NFKD", letter)


def is_drawn(letter: str) -> bool:
    """Whether some face draws this very character."""
    starts, ends = _ranges()
    point = ord(letter)
    at = bisect_right(starts, point) - 1
    return at >= 0 and point <= ends[at]


@cache
def _ranges() -> tuple[list[int], list[int]]:
    """First and last code points, in order; read when first asked for."""
    from chalicelib.domain.printable_ranges import RANGES

    numbers = [int(number, 36) for number in RANGES.split()]
    starts, ends, last = [], [], 0
    for gap, following in zip(numbers[::2], numbers[1::2], strict=True):
        starts.append(last + gap)
        last += gap + following
        ends.append(last)
    return starts, ends
