"""A table drawn row by row, in time that grows with its rows alone.

The renderer's own table copies what is left of it at each page break and lays each cell out as a
document of its own. Here a row is laid out once, and a page takes the rows that fit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from chalicelib.documents.renderer import check_deadline
from chalicelib.documents.setting import Line, Setter
from chalicelib.documents.styles import RowStyle, TextStyle

# A row taller than this is laid out as several, so that each fits any page. Points.
TALLEST_ROW = 300.0


@dataclass(frozen=True, slots=True)
class Row:
    """A row's style, and for each cell its texts; an empty text takes no room."""

    style: RowStyle
    cells: Sequence[Sequence[str]]


@dataclass(slots=True)
class _LaidOut:
    """A row, or part of a tall one: lines with their place, from its upper left corner."""

    style: RowStyle
    lines: list[tuple[float, float, TextStyle, Line]]
    height: float
    ends: bool  # the rule comes below the last part only


class Grid(Flowable):
    """Rows under a heading that is repeated on each page.

    `widths` are fractions of the available width. Unless `breaks`, it is never cut by a page break.
    """

    def __init__(
        self,
        widths: Sequence[float],
        head: Row | None,
        rows: Sequence[Row],
        setter: Setter,
        *,
        breaks: bool = True,
    ) -> None:
        super().__init__()
        self._widths, self._head, self._rows, self._setter = widths, head, rows, setter
        self._breaks = breaks
        self._laid_out: list[_LaidOut] | None = None
        self._heading: list[_LaidOut] = []
        self._set: dict[tuple[TextStyle, float, str], list[Line]] = {}

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """How large it comes out, in points."""
        self.width = width
        if self._laid_out is None:
            self._heading = self._lay_out(self._head) if self._head else []
            self._laid_out = [part for row in self._rows for part in self._lay_out(row)]
        self.height = sum(part.height for part in self._heading + self._laid_out)
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """The part that fits above a page break, and the rest; nothing if not even one row fits."""
        self.wrap(width, height)
        rows = self._laid_out or []
        room = height - sum(part.height for part in self._heading)
        fitting = 0
        while fitting < len(rows) and rows[fitting].height <= room:
            room -= rows[fitting].height
            fitting += 1
        if fitting == len(rows):
            return [self]
        if not self._breaks or not fitting:
            return []
        return [self._part(rows[:fitting]), self._part(rows[fitting:])]

    def _part(self, rows: list[_LaidOut]) -> "Grid":
        part = Grid(self._widths, self._head, (), self._setter)
        part._laid_out, part._heading = rows, self._heading
        return part

    def draw(self) -> None:
        """Onto the canvas it was placed on."""
        canvas = self.canv
        top = self.height
        text = canvas.beginText()
        colour = None
        for part in self._heading + (self._laid_out or []):
            self._draw_box(canvas, part, top)
            for x, y, style, line in part.lines:
                if style.colour is not colour:
                    colour = style.colour
                    text.setFillColor(colour)
                text.setTextOrigin(x, top - y)
                for face, characters in line.runs:
                    text.setFont(face, style.size)
                    text.textOut(characters)
            top -= part.height
        canvas.drawText(text)

    def _draw_box(self, canvas: Canvas, part: _LaidOut, top: float) -> None:
        bottom = top - part.height
        if part.style.fill is not None:
            canvas.setFillColor(part.style.fill)
            canvas.rect(0, bottom, self.width, part.height, stroke=0, fill=1)
        if part.style.rule is not None and part.ends:
            width, colour = part.style.rule
            canvas.setLineWidth(width)
            canvas.setStrokeColor(colour)
            canvas.line(0, bottom, self.width, bottom)

    def _lay_out(self, row: Row) -> list[_LaidOut]:
        check_deadline()
        parts: dict[int, _LaidOut] = {}
        left = 0.0
        for cell, texts, share in zip(row.style.cells, row.cells, self._widths, strict=True):
            room = share * self.width - cell.left - cell.right
            used = 0.0
            for style, text in zip(cell.texts, texts, strict=True):
                for line in self._lines(text, style, room):
                    number, y = divmod(used, TALLEST_ROW)
                    part = parts.setdefault(int(number), _LaidOut(row.style, [], 0.0, ends=False))
                    x = left + cell.left + (room - line.width * style.size) * style.alignment / 2
                    part.lines.append((x, cell.top + y + style.baseline, style, line))
                    part.height = max(part.height, cell.top + y + style.leading + cell.bottom)
                    used += style.leading
            left += share * self.width
        laid_out = [parts[number] for number in sorted(parts)]
        if laid_out:
            laid_out[-1].ends = True
        return laid_out

    def _lines(self, text: str, style: TextStyle, room: float) -> list[Line]:
        # The same dates, times and formats come again and again.
        key = style, room, text
        if key not in self._set:
            self._set[key] = self._setter.lines(text, bold=style.bold, room=room / style.size)
        return self._set[key]
