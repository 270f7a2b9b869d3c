"""Styles of what is drawn without the renderer. Lengths are in points."""

from dataclasses import dataclass

from reportlab.lib.colors import Color

_CAP_HEIGHT = 0.714  # of Noto Sans, in font sizes: what is centred in a line


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text is set. Points; alignment as reportlab has it (0 left, 1 centre, 2 right)."""

    bold: bool
    size: float
    leading: float
    colour: Color
    alignment: int = 0

    @property
    def baseline(self) -> float:
        """How far below its top a line stands."""
        return (self.leading + self.size * _CAP_HEIGHT) / 2


@dataclass(frozen=True, slots=True)
class CellStyle:
    """The styles of a cell's texts, one below the other, and its padding in points."""

    texts: tuple[TextStyle, ...]
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class RowStyle:
    """The cells of a row, the rule below it (width in points) and the colour behind it."""

    cells: tuple[CellStyle, ...]
    rule: tuple[float, Color] | None
    fill: Color | None


@dataclass(frozen=True, slots=True)
class GridStyle:
    """A table's column widths, as fractions of the whole, and its kinds of rows from the top."""

    widths: tuple[float, ...]
    rows: tuple[RowStyle, ...]
