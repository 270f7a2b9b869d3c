"""A weight across all scripts: which face draws a character, and how wide the text comes out."""

from collections.abc import Iterator
from functools import cache
from itertools import groupby

from chalicelib.documents.fonts import Family, advances, coverage, face
from chalicelib.documents.glyphs import family_of, without_joiners
from chalicelib.documents.renderer import bidi_class, get_display, needs_bidi, shape_frag_text


class _Families(dict[str, Family]):
    """Character → the family that draws it; looked up once."""

    def __init__(self, ideographs: tuple[Family, ...], *, display: bool) -> None:
        self._ideographs, self._display = ideographs, display

    def __missing__(self, character: str) -> Family:
        if self._display and character in coverage(Family.DISPLAY):
            found = Family.DISPLAY
        else:
            # Text comes here through Glyphs.drawable; shaping might still make something new.
            found = family_of(character, self._ideographs) or Family.SANS
        self[character] = found
        return found


class _Advances(dict[str, float]):
    """Character → how far it moves the pen, in font sizes."""

    def __init__(self, families: _Families, *, bold: bool) -> None:
        self._families, self._bold = families, bold

    def __missing__(self, character: str) -> float:
        drawn_by = face(self._families[character], bold=self._bold)
        self[character] = found = advances(drawn_by).get(ord(character), 0) / 1000
        return found


class Typeface:
    """Measures text and tells which face draws which part of it."""

    def __init__(self, ideographs: tuple[Family, ...], *, bold: bool, display: bool) -> None:
        self._bold = bold
        self._families = _Families(ideographs, display=display)
        self._advance = _Advances(self._families, bold=bold).__getitem__

    def width(self, text: str) -> float:
        """In font sizes."""
        return sum(map(self._advance, text))

    def families(self, text: str) -> list[Family]:
        """Who draws the text, in the order in which they are met."""
        return list(dict.fromkeys(self._families[character] for character in text))

    def runs(self, text: str) -> Iterator[tuple[str, str]]:
        """(face, text) from left to right."""
        for family, characters in groupby(text, self._families.__getitem__):
            yield face(family, bold=self._bold), "".join(characters)


@cache
def typeface(ideographs: tuple[Family, ...], *, bold: bool, display: bool = False) -> Typeface:
    """The one of this weight and these ideographs."""
    return Typeface(ideographs, bold=bold, display=display)


def shaped(text: str) -> str:
    """`text` with its Arabic letters joined, still in the order it is read."""
    return text if text.isascii() else without_joiners(shape_frag_text(text) or text)


def direction(text: str) -> str:
    """ "R" for text whose first letter is read from the right, else "L"."""
    for character in text:
        found = bidi_class(character)
        if found in {"L", "R", "AL"}:
            return "L" if found == "L" else "R"
    return "L"


def visual(line: str, base: str) -> str:
    """One line as it is drawn, from left to right (UAX #9); `base` as `direction` tells it."""
    return get_display(line, base) if needs_bidi(line, base) else line
