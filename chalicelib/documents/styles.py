"""How blocks and tables look, as the style sheets of templates/certificate say. Lengths are in points."""

from dataclasses import dataclass

from chalicelib.documents.text_style import TextStyle


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
