"""Setting text: from what the snapshot says to lines of glyphs, in any script and either direction."""

import unicodedata
from dataclasses import dataclass

from chalicelib.documents.fonts import Family
from chalicelib.documents.glyphs import Glyphs, ideographs
from chalicelib.documents.lines import wrap
from chalicelib.documents.typeface import Typeface, direction, shaped, typeface, visual


@dataclass(frozen=True, slots=True)
class Line:
    """Runs of (face, text) from left to right, and their width in font sizes."""

    runs: tuple[tuple[str, str], ...]
    width: float


@dataclass(frozen=True, slots=True)
class Prepared:
    """Text as it can be drawn, its letters joined, in reading order; `base` is "L" or "R"."""

    text: str
    typeface: Typeface
    base: str

    def broken(self, room: float) -> list[str]:
        """Lines of at most `room` font sizes, in reading order; none for an empty text."""
        return wrap(self.text, self.typeface.width, room) if self.text else []

    @property
    def families(self) -> list[Family]:
        """Those that draw it, the preferred one first."""
        return self.typeface.families(self.text)


class Setter:
    """Sets the text of one document; `glyphs` remembers what cannot be drawn."""

    def __init__(self, time_zone: str) -> None:
        self.glyphs = Glyphs()
        self._time_zone = time_zone

    def prepare(self, text: str, *, bold: bool = False, display: bool = False) -> Prepared:
        """Clean, join and choose the faces, display faces if `display`."""
        text = shaped(self.glyphs.drawable(text))
        # The display face places an accent that has no letter of its own beside it.
        display = display and not any(map(unicodedata.combining, text))
        chosen = ideographs(text, self._time_zone)
        base = "L" if text.isascii() else direction(text)
        return Prepared(text, typeface(chosen, bold=bold, display=display), base)

    def lines(self, text: str, *, bold: bool, room: float) -> list[Line]:
        """`text` in lines of at most `room` font sizes, as they are drawn."""
        prepared = self.prepare(text, bold=bold)
        face, base = prepared.typeface, prepared.base
        return [
            Line(tuple(face.runs(visual(line, base))), face.width(line))
            for line in prepared.broken(room)
        ]
