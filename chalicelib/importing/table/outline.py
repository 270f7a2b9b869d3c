"""Reads what a table holds, for a person who says which heading is which column and what a word means."""

from collections.abc import Callable, Mapping

from chalicelib.importing.kinds import Kind, kind_of
from chalicelib.importing.mapping import Mapped
from chalicelib.importing.problems import BadValue, Findings, Refused
from chalicelib.importing.source import Source
from chalicelib.importing.table import delimited, workbook
from chalicelib.importing.table.columns import Columns, best_row
from chalicelib.importing.table.grid import Grid
from chalicelib.importing.table.outlined import Outline

_MOST_WORDS = 30
Meaning = Callable[[str], object]


def outline(
    source: Source, columns: Columns, mapped: Mapped, meanings: Mapping[str, Meaning]
) -> Outline | None:
    """The table's sheets, headings and unknown words; None for what isn't a table we can read."""
    try:
        grids = _grids(source, mapped)
    except Refused:
        return None
    if not grids:
        return None
    grid = max(grids, key=lambda grid: len(best_row(grid, columns, mapped.columns).places))
    best = best_row(grid, columns, mapped.columns)
    headings = tuple(dict.fromkeys(cell for cell in best.record.cells if cell))
    found = {column: best.record.cells[at] for column, at in best.places.items()}
    words = {
        column: unknown
        for column, means in meanings.items()
        if column in best.places
        and (unknown := _unknown(grid, best.after, best.places[column], means, mapped, column))
    }
    return Outline(tuple(g.sheet for g in grids if g.sheet), headings, found, words)


def _grids(source: Source, mapped: Mapped) -> list[Grid]:
    kind = kind_of(source.data, source.name, "spreadsheet")
    findings = Findings(source.name)
    if kind is Kind.WORKBOOK:
        return workbook.read(source.data, findings)
    grids = [delimited.read(source.data, findings, mapped.encoding)] if kind is Kind.TABLE else []
    return [grid for grid in grids if grid.records]


def _unknown(
    grid: Grid, after: int, at: int, means: Meaning, mapped: Mapped, column: str
) -> tuple[str, ...]:
    """The column's different cells that mean nothing to us, in the file's order."""
    cells = dict.fromkeys(
        record.cells[at] for record in grid.records[after:] if at < len(record.cells)
    )
    return tuple(c for c in cells if c and not _known(mapped.meaning(column, c), means))[
        :_MOST_WORDS
    ]


def _known(cell: str, means: Meaning) -> bool:
    try:
        means(cell)
    except BadValue:
        return False
    return True
