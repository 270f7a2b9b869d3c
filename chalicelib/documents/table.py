"""A table drawn row by row, in time that grows with its rows alone.

A row is laid out once, and a page takes the rows that fit. The heading is repeated on each page, where
only the first is read aloud.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from chalicelib.documents.page import Page, SetLine
from chalicelib.documents.structure import Element
from chalicelib.documents.styles import RowStyle, Rule, TableStyle
from chalicelib.documents.text_style import TextStyle
from chalicelib.documents.typesetting import Line, Setter, stands_below

# A row taller than this is laid out as several, so that each fits any page. Points.
TALLEST_ROW = 300.0

# A line from its row's upper left corner: how far right, how far down its baseline, and its style.
_Placed = tuple[float, float, TextStyle, Line]
# Of a cell, by the number of the part of its row: height and lines.
_Cell = dict[int, tuple[float, list[_Placed]]]


@dataclass(frozen=True, slots=True)
class Row:
    """A row's style, and for each cell its texts; an empty text takes no room."""

    style: RowStyle
    cells: Sequence[Sequence[str]]


@dataclass(slots=True)
class RowPart:
    """A row, or part of a tall one: lines by cell, from its upper left corner."""

    row: "_RowElements"
    rule: bool  # below the last part only
    height: float = 0.0
    lines: dict[int, list[_Placed]] = field(default_factory=dict)


@dataclass(slots=True)
class _RowElements:
    """A row's elements in the structure tree, made when it is first drawn."""

    style: RowStyle
    heading: bool
    elements: list[Element] = field(default_factory=list)

    def of(self, table: Element, cell: int) -> Element:
        """The element of a cell."""
        if not self.elements:
            row = table.add("TR")
            for index in range(len(self.style.cells)):
                scope = "Column" if self.heading else "Row" if index == 0 else ""
                kind, attributes = ("TH", f"/O/Table/Scope/{scope}") if scope else ("TD", "")
                self.elements.append(row.add(kind, "", attributes))
        return self.elements[cell]


class Table:
    """Rows under a heading, laid out for a width in points."""

    def __init__(
        self, style: TableStyle, head: Row, rows: Sequence[Row], setter: Setter, width: float
    ) -> None:
        self.width, self._style, self._setter = width, style, setter
        self._cells: dict[tuple[int, int, tuple[str, ...]], _Cell] = {}
        self.head = self._lay_out(head, heading=True)
        self.parts = [part for row in rows for part in self._lay_out(row, heading=False)]
        self.head_height = sum(part.height for part in self.head)
        self.height = self.head_height + sum(part.height for part in self.parts)
        self._element: Element | None = None

    def fitting(self, first: int, room: float) -> int:
        """How many parts from `first` on fit into this height below a heading."""
        room -= self.head_height
        last = first
        while last < len(self.parts) and self.parts[last].height <= room:
            room -= self.parts[last].height
            last += 1
        return last - first

    def draw(
        self, page: Page, document: Element, left: float, top: float, first: int, count: int
    ) -> float:
        """Draw these parts below a heading; how far down that reaches."""
        again = self._element is not None
        element = self._element = self._element or document.add("Table")
        rules: list[tuple[Rule, float]] = []
        for part in [*self.head, *self.parts[first : first + count]]:
            if again and part.row.heading:
                with page.artifact("Pagination"):
                    page.text(
                        [one for lines in part.lines.values() for one in _set(lines, left, top)]
                    )
            else:
                for cell, lines in part.lines.items():
                    with page.content(part.row.of(element, cell)):
                        page.text(_set(lines, left, top))
            top -= part.height
            if part.rule and part.row.style.rule is not None:
                rules.append((part.row.style.rule, top))
        with page.artifact():
            for rule, y in rules:
                page.rule(rule, left, left + self.width, y)
        return top

    def _lay_out(self, row: Row, *, heading: bool) -> list[RowPart]:
        elements = _RowElements(row.style, heading)
        parts: dict[int, RowPart] = {}
        for index, texts in enumerate(row.cells):
            for number, (height, lines) in self._cell(row.style, index, tuple(texts)).items():
                part = parts.get(number)
                if part is None:
                    part = parts[number] = RowPart(elements, rule=False)
                part.lines[index] = lines
                part.height = max(part.height, height)
        laid_out = [parts[number] for number in sorted(parts)]
        if laid_out:
            laid_out[-1].rule = True
        return laid_out

    def _cell(self, row: RowStyle, index: int, texts: tuple[str, ...]) -> _Cell:
        """A cell's height and lines in each part of its row, by the part's number."""
        # The same dates, times and formats come again and again.
        key = id(row), index, texts
        found = self._cells.get(key)
        if found is None:
            found = self._cells[key] = self._lay_out_cell(row, index, texts)
        return found

    def _lay_out_cell(self, row: RowStyle, index: int, texts: tuple[str, ...]) -> _Cell:
        cell, widths = row.cells[index], self._style.widths
        room = widths[index] * self.width - cell.left - cell.right
        left = sum(widths[:index]) * self.width + cell.left
        last = max((at for at, text in enumerate(texts) if text), default=0)
        parts: _Cell = {}
        used = 0.0
        for at, (style, text) in enumerate(zip(cell.texts, texts, strict=True)):
            lines = self._setter.lines(text, style.face, room / style.size, ended=at == last)
            style = style.opened() if stands_below(lines) else style
            for line in lines:
                number, y = divmod(used, TALLEST_ROW)
                _, placed = parts.get(int(number), (0.0, []))
                x = left + (room - line.width * style.size) * style.align / 2
                placed.append((x, cell.top + y + style.baseline, style, line))
                parts[int(number)] = cell.top + y + style.leading + cell.bottom, placed
                used += style.leading
        return parts


def _set(lines: Sequence[_Placed], left: float, top: float) -> list[SetLine]:
    return [
        SetLine(line, left + x, top - y, style.size, style.color) for x, y, style, line in lines
    ]
