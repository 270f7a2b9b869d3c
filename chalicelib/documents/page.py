"""A page: what is drawn on it, each piece marked as content of an element or as an artifact."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from chalicelib.documents.embedded_fonts import EmbeddedFonts
from chalicelib.documents.glyph_code import run_code
from chalicelib.documents.pdf_file import number
from chalicelib.documents.pictures import Bitmap
from chalicelib.documents.structure import Element, Structure
from chalicelib.documents.styles import Rule
from chalicelib.documents.typesetting import Line


class SetLine(NamedTuple):
    """A line where it is drawn: its left end and its baseline, in points from the page's corner."""

    line: Line
    x: float
    y: float
    size: float
    color: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link's place on the page, where it leads, and what it does, in words."""

    element: Element
    left: float
    bottom: float
    right: float
    top: float
    address: str
    meaning: str


class Page:
    """One page's content; `code` are its operators. Sizes in points."""

    def __init__(
        self, width: float, height: float, fonts: EmbeddedFonts, structure: Structure
    ) -> None:
        self.width, self.height = width, height
        self.code: list[str] = []
        self.links: list[Link] = []
        self.bitmaps: dict[str, Bitmap] = {}
        self.fonts = fonts
        self._index = len(structure.marked)
        self._marked: list[Element] = []
        structure.marked.append(self._marked)
        self._color, self._font = "", ("", 0.0)

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        """What is drawn inside is content of the element."""
        mark = len(self._marked)
        self._marked.append(element)
        element.kids.append((self._index, mark))
        self.code.append(f"/{element.tag}<</MCID {mark}>>BDC")
        yield
        self.code.append("EMC")

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """What is drawn inside is decoration: ornament, rules, what each page repeats."""
        self.code.append(f"/Artifact<</Type/{kind}>>BDC")
        yield
        self.code.append("EMC")

    def text(self, lines: Sequence[SetLine]) -> None:
        """Draw lines of text."""
        code = self.code
        code.append("BT")
        for line in lines:
            if line.color != self._color:
                self._color = line.color
                code.append(f"{line.color} rg")
            places = line.line.places
            if places is None:
                code.append(f"1 0 0 1 {line.x:.2f} {line.y:.2f} Tm")
            leftmost = min(places) if places else 0.0
            for index, run in enumerate(line.line.runs):
                if places is not None:
                    x = line.x + places[index] * line.size
                    code.append(f"1 0 0 1 {x:.2f} {line.y:.2f} Tm")
                font = self.fonts.font(run.face)
                if (font.name, line.size) != self._font:
                    self._font = font.name, line.size
                    code.append(f"/{font.name} {number(line.size)} Tf")
                at_the_end = places is not None and places[index] == leftmost
                code.append(run_code(run, font, line.size, leftmost=at_the_end))
        code.append("ET")

    def rule(self, rule: Rule, left: float, right: float, y: float) -> None:
        """Draw a rule across."""
        self.code.append(
            f"{rule.color} RG {number(rule.width)} w "
            f"{number(left)} {number(y)} m {number(right)} {number(y)} l S"
        )

    def bitmap(self, bitmap: Bitmap, box: tuple[float, float, float, float]) -> None:
        """Draw an image into left, bottom, width and height."""
        self.bitmaps[bitmap.name] = bitmap
        left, bottom, width, height = map(number, box)
        self.code.append(f"q {width} 0 0 {height} {left} {bottom} cm /{bitmap.name} Do Q")

    @contextmanager
    def shrunk(self, scale: float, x: float, y: float) -> Iterator[None]:
        """What is drawn inside is smaller, around this point."""
        if scale >= 1:
            yield
            return
        self.code.append(
            f"q {scale:.4f} 0 0 {scale:.4f} {number(x * (1 - scale))} {number(y * (1 - scale))} cm"
        )
        self._color, self._font = "", ("", 0.0)
        yield
        self.code.append("Q")
        self._color, self._font = "", ("", 0.0)
