"""A weight across all scripts: which face draws what, how wide text comes out, and its runs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple

from chalicelib.documents.characters import family_of
from chalicelib.documents.families import Family
from chalicelib.documents.fonts import Face, Glyph, coverage, draws, face
from chalicelib.documents.languages import DOCUMENT, language_of
from chalicelib.documents.reading_order import direction, display_order, needs_bidi
from chalicelib.domain.text import JOINERS

# Families whose letters stand side by side as they are; all others are shaped.
_PLAIN = {
    Family.SANS, Family.DISPLAY, Family.JAPANESE, Family.SIMPLIFIED, Family.TRADITIONAL,
    Family.KOREAN, Family.SYMBOLS,
}  # fmt: skip
_FROM_THE_RIGHT = {Family.ARABIC, Family.HEBREW}
# Accents that have no letter of their own, Korean letters that stand for syllables, and joiners.
COMBINED = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\u1100-\u11ff\u200c\u200d]"
)


class Run(NamedTuple):
    """Text of one face and direction. Width in font sizes.

    `glyphs` are in the order they are drawn; None: those of its letters, one after the other.
    """

    face: Face
    text: str
    language: str
    width: float
    rtl: bool = False
    glyphs: tuple[Glyph, ...] | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """What of a text's style decides its glyphs: weight, the display face, and kerning."""

    bold: bool = False
    display: bool = False


class _Families(dict[str, Family]):
    """Character → the family that draws it; looked up once."""

    def __init__(self, ideographs: tuple[Family, ...], *, display: bool) -> None:
        self._ideographs, self._display = ideographs, display

    def __missing__(self, character: str) -> Family:
        if self._display and character in coverage(Family.DISPLAY):
            found = Family.DISPLAY
        else:
            # Text comes here through Characters.drawable: somebody draws each of its characters.
            found = family_of(character, self._ideographs) or Family.SANS
        self[character] = found
        return found


class _Widths(dict[str, float]):
    """Character → how far it moves the pen by itself, in font sizes."""

    def __init__(self, families: _Families, *, bold: bool) -> None:
        self._families, self._bold = families, bold

    def __missing__(self, character: str) -> float:
        drawn_by = face(self._families[character], bold=self._bold)
        self[character] = found = drawn_by.width(drawn_by.gid(character)) / 1000
        return found


class Typeface:
    """One weight across all scripts: measures text and makes runs of it."""

    def __init__(self, ideographs: tuple[Family, ...], style: Style) -> None:
        self._bold, self._kerned = style.bold, style.display
        self._families = _Families(ideographs, display=style.display)
        self._width = _Widths(self._families, bold=style.bold).__getitem__

    def is_plain(self, text: str) -> bool:
        """Whether the letters stand side by side as they are."""
        if self._kerned:
            return False
        if text.isascii() or self._is_sans(text):
            return True
        families = set(map(self._families.__getitem__, set(text)))
        return families <= _PLAIN and not COMBINED.search(text)

    @staticmethod
    def _is_sans(text: str) -> bool:
        """Whether Noto Sans draws all of it, letter by letter."""
        return coverage(Family.SANS).issuperset(text) and not COMBINED.search(text)

    def plain_width(self, text: str) -> float:
        """Of text that is plain, in font sizes."""
        return sum(map(self._width, text))

    def width(self, text: str) -> float:
        """Of any text, in font sizes."""
        if self.is_plain(text):
            return sum(map(self._width, text))
        if not needs_bidi(text):
            return sum(run.width for run in self.runs(text))
        return sum(run.width for _, run in self.mixed_runs(text, direction(text)))

    def runs(self, line: str) -> list[Run]:
        """The runs of a line that is read from the left throughout."""
        if not self._kerned and (line.isascii() or self._is_sans(line)):
            language = DOCUMENT if line.isascii() else language_of(Family.SANS, line)
            return [Run(face(Family.SANS, bold=self._bold), line, language, self.plain_width(line))]
        return [self._run(family, part) for family, part in self._parts(line)]

    def mixed_runs(self, line: str, base: str) -> list[tuple[int, Run]]:
        """(where in the line it begins, run) from left to right; `base` as `direction` tells it."""
        runs: list[tuple[int, Run]] = []
        order, levels = display_order(line, base)
        for level, group in groupby(order, levels.__getitem__):
            indices, odd = list(group), level & 1
            # Within a level all is in the order it is read, or all reversed (UAX #9, L2). Two levels of
            # one parity can stand side by side and not follow each other: "A", then a number.
            start = min(indices[0], indices[-1])
            parts = list(self._parts(line[start : start + len(indices)]))
            # Punctuation in it, which another face draws, is of the same language.
            read_as = next((language_of(f, "") for f, _ in parts if f in _FROM_THE_RIGHT), "ar")
            found = []
            for family, part in parts:
                run = (
                    _shaped(family, part, read_as, bold=self._bold, rtl=True)
                    if odd
                    else self._run(family, part)
                )
                found.append((start, run))
                start += len(part)
            runs += reversed(found) if odd else found
        return runs

    def _parts(self, text: str) -> Iterator[tuple[Family, str]]:
        """(family, text) in the order it is read. Spaces and accents follow what is before them."""
        start, current = 0, None
        for index, character in enumerate(text):
            if current and _follows(character, current):
                continue
            family = self._families[character]
            if family is not current:
                if current:
                    yield current, text[start:index]
                start, current = index, family
        if current:
            yield current, text[start:]

    def _run(self, family: Family, text: str) -> Run:
        language = DOCUMENT if text.isascii() else language_of(family, text)
        if family in _PLAIN and not self._kerned and not COMBINED.search(text):
            return Run(face(family, bold=self._bold), text, language, self.plain_width(text))
        return _shaped(family, text, language, bold=self._bold, rtl=False)


@lru_cache(maxsize=4096)
def _shaped(family: Family, text: str, language: str, *, bold: bool, rtl: bool) -> Run:
    drawn_by = face(family, bold=bold)
    glyphs = drawn_by.shape(text, rtl=rtl, language=language)
    width = sum(glyph.advance for glyph in glyphs) / 1000
    return Run(drawn_by, text, language, width, rtl, glyphs)


@cache
def typeface(ideographs: tuple[Family, ...], style: Style) -> Typeface:
    """The one of this style and these ideographs."""
    return Typeface(ideographs, style)


def _follows(character: str, family: Family) -> bool:
    """Whether a character is drawn by the family of the one before it, whatever that is."""
    if character == " ":
        return family is not Family.EMOJI  # its space is as wide as its pictures
    if character in JOINERS:
        return True
    return COMBINED.match(character) is not None and draws(family, character)
