"""A run of text as operators of a content stream, such that its Unicode can be read back.

Letters that stand side by side are shown by their codes. What is shaped is read back by its parts:

- Read from the left, a run whose glyphs are not one a character carries its text as /ActualText.
- Read from the right, readers turn round what they find from left to right, a text of several
  characters in itself, too. So each letter is shown as one character, its parts and marks within
  /ActualText, and what else was typed with it (marks, joiners, the rest of a ligature) by a space
  just left of it. Readers join pieces that begin a tenth of the font size apart and overlap by less
  than a fifth.
"""

import unicodedata
from itertools import groupby

from chalicelib.documents.embedded_fonts import EmbeddedFont
from chalicelib.documents.fonts import Face, Glyph
from chalicelib.documents.languages import DOCUMENT
from chalicelib.documents.pdf_file import number, text_string
from chalicelib.documents.reading_order import bidi_class
from chalicelib.documents.typeface import Run
from chalicelib.domain.text import JOINERS

_FROM_THE_RIGHT = "\u200f"
_APART = 120.0  # thousandths of the font size


def run_code(run: Run, font: EmbeddedFont, size: float, *, leftmost: bool) -> str:
    """The operators that draw a run from where the pen is, its font and size being set."""
    if run.glyphs is None:
        shown, actual = f"<{font.codes(run.text)}>Tj", ""
    elif run.rtl:
        shown, actual = _from_the_right(run, font, size, leftmost=leftmost), ""
    else:
        shown, actual = _from_the_left(run, font, size)
    entries = "" if run.language == DOCUMENT else f"/Lang({run.language})"
    if actual:
        entries += "/ActualText" + text_string(actual).decode()
    return f"/Span<<{entries}>>BDC {shown} EMC" if entries else shown


class _Pen:
    """Collects codes and the shifts between them, in thousandths of the font size."""

    def __init__(self, size: float) -> None:
        self._size = size
        self._operators: list[str] = []
        self._shown: list[str] = []
        self._codes = ""
        self._behind = 0.0  # how far the pen is behind where the next glyph begins
        self._rise = 0.0

    def show(self, code: str, glyph: Glyph, width: float) -> None:
        shift = self._behind + glyph.x
        if glyph.y != self._rise:
            self._flush()
            self._operators.append(f"{number(glyph.y * self._size / 1000)} Ts")
            self._rise = glyph.y
        if abs(shift) >= 0.5:
            self._end_codes()
            self._shown.append(number(-shift))
            shift = 0.0
        self._codes += code
        # The reader moves on by the glyph's own width, the text by its advance.
        self._behind = shift - glyph.x + glyph.advance - width

    def operator(self, operator: str) -> None:
        self._flush()
        self._operators.append(operator)

    def finish(self) -> str:
        if abs(self._behind) >= 0.5:
            self._end_codes()
            self._shown.append(number(-self._behind))
        self._flush()
        if self._rise:
            self._operators.append("0 Ts")
        return " ".join(self._operators)

    def _end_codes(self) -> None:
        if self._codes:
            self._shown.append(f"<{self._codes}>")
            self._codes = ""

    def _flush(self) -> None:
        self._end_codes()
        if self._shown:
            self._operators.append(f"[{''.join(self._shown)}]TJ")
            self._shown = []


def _clusters(run: Run) -> list[tuple[str, list[Glyph]]]:
    """What each cluster stands for, and its glyphs, in the order they are drawn."""
    glyphs = run.glyphs or ()
    starts = sorted({glyph.cluster for glyph in glyphs})
    ends = dict(zip(starts, [*starts[1:], len(run.text)], strict=True))
    return [
        (run.text[start : ends[start]], list(drawn))
        for start, drawn in groupby(glyphs, lambda glyph: glyph.cluster)
    ]


def _from_the_left(run: Run, font: EmbeddedFont, size: float) -> tuple[str, str]:
    pen, exact = _Pen(size), True
    for text, glyphs in _clusters(run):
        exact = exact and len(glyphs) == 1 and not (glyphs[0].x or glyphs[0].y)
        for position, glyph in enumerate(glyphs):
            # Ligatures stand for all their letters; in a run with /ActualText it is only a hint.
            part = text if len(glyphs) == 1 else text[min(position, len(text) - 1)]
            pen.show(font.code(glyph.gid, part), glyph, run.face.width(glyph.gid))
    return pen.finish(), "" if exact else run.text


def _from_the_right(run: Run, font: EmbeddedFont, size: float, *, leftmost: bool) -> str:
    pen = _Pen(size)
    for index, (text, glyphs) in enumerate(_letters(run)):
        rest = text if text[0] in JOINERS else text[1:]
        if leftmost and index == 0 and (rest or bidi_class(text[0]) not in {"R", "AL"}):
            # What has no direction of its own would not be taken for the end of the line.
            rest += _FROM_THE_RIGHT
        if rest:
            _stand_in(rest, run.face, font, pen)
        if text[0] in JOINERS:
            continue
        if len(glyphs) == 1:
            pen.show(font.code(glyphs[0].gid, text[0]), glyphs[0], run.face.width(glyphs[0].gid))
            continue
        # A reader takes the letter to begin with the first glyph and to end with the last.
        pen.operator(f"/Span<</ActualText{text_string(text[0]).decode()}>>BDC")
        for glyph in _base_first(glyphs):
            pen.show(font.code(glyph.gid, text[0]), glyph, run.face.width(glyph.gid))
        gid = run.face.gid(" ")
        width = run.face.width(gid)
        pen.show(font.code(gid, text[0]), Glyph(gid, 0, 0.0, -width, 0.0), width)
        pen.operator("EMC")
    return pen.finish()


def _letters(run: Run) -> list[tuple[str, list[Glyph]]]:
    """Each letter with its marks, and their glyphs, in the order they are drawn."""
    letters: list[tuple[str, list[Glyph]]] = []
    marks: tuple[str, list[Glyph]] = ("", [])
    for text, glyphs in _clusters(run):
        marks = text + marks[0], marks[1] + glyphs
        if not unicodedata.combining(text[0]):
            letters.append(marks)
            marks = ("", [])
    return [*letters, marks] if marks[0] else letters


def _base_first(glyphs: list[Glyph]) -> list[Glyph]:
    """The same glyphs at the same places, the one that moves the pen first."""
    base = max(glyphs, key=lambda glyph: glyph.advance)
    place, before = {}, 0.0
    for index, glyph in enumerate(glyphs):
        place[index] = before + glyph.x
        before += glyph.advance
    start = place[glyphs.index(base)] - base.x
    others = [
        Glyph(glyph.gid, glyph.cluster, 0.0, place[index] - start - base.advance, glyph.y)
        for index, glyph in enumerate(glyphs)
        if glyph is not base
    ]
    return [base, *others]


def _stand_in(text: str, face: Face, font: EmbeddedFont, pen: _Pen) -> None:
    """A space that reads as `text`, and takes no room. Readers turn it round with its line."""
    gid = face.gid(" ")
    space = Glyph(gid, 0, 0.0, -_APART, 0.0)
    pen.show(font.code(gid, text[::-1]), space, face.width(gid))
