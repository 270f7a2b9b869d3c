"""How things look, as the style sheets of templates/certificate say. Lengths are in points."""

from dataclasses import dataclass, replace

from chalicelib.documents.typeface import Style

_CAP_HEIGHT = 0.714  # of Noto Sans, in font sizes: what is centered in a line
_STACKED = 1.7  # font sizes from line to line that Burmese and Khmer take

LEFT, CENTER, RIGHT = 0, 1, 2


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text is set. `color` is red, green and blue, 0 to 1; `align` LEFT, CENTER or RIGHT."""

    face: Style
    size: float
    leading: float
    color: str
    align: int = LEFT

    @property
    def baseline(self) -> float:
        """How far below its top a line stands."""
        return (self.leading + self.size * _CAP_HEIGHT) / 2

    def at(self, size: float) -> "TextStyle":
        """The same at another size."""
        return replace(self, size=size, leading=self.leading * size / self.size)

    def opened(self) -> "TextStyle":
        """The same with room for letters that stand below one another."""
        return replace(self, leading=max(self.leading, self.size * _STACKED))


@dataclass(frozen=True, slots=True)
class Rule:
    """A line, and how far from the text or the page's edge it lies."""

    width: float
    color: str
    distance: float


@dataclass(frozen=True, slots=True)
class BlockStyle:
    """A paragraph or heading: room around it, and rules above and below."""

    text: TextStyle
    before: float
    after: float
    left: float
    right: float
    over: Rule | None
    under: Rule | None


@dataclass(frozen=True, slots=True)
class CellStyle:
    """The styles of a cell's texts, one below the other, and its padding."""

    texts: tuple[TextStyle, ...]
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class RowStyle:
    """The cells of a row, and the rule below it."""

    cells: tuple[CellStyle, ...]
    rule: Rule | None


@dataclass(frozen=True, slots=True)
class TableStyle:
    """A table's column widths, as fractions of the whole, and its kinds of rows from the top."""

    widths: tuple[float, ...]
    rows: tuple[RowStyle, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page, from its lower left corner."""

    left: float
    bottom: float
    width: float
    height: float

    def raised(self, by: float) -> "Box":
        """The same, higher up."""
        return replace(self, bottom=self.bottom + by)

    def shortened(self, by: float) -> "Box":
        """The same with that much less of its foot."""
        return replace(self, bottom=self.bottom + by, height=self.height - by)


@dataclass(frozen=True, slots=True)
class PageStyle:
    """A page's size, and the places on it by the names of the style sheet."""

    width: float
    height: float
    boxes: dict[str, Box]
