"""Tables read under our columns: rows that say what is wrong with their own cells."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from chalicelib.domain.limits import MAX_TABLE_BYTES
from chalicelib.importing.dates import DateOrder, order_of
from chalicelib.importing.kinds import Kind, kind_of
from chalicelib.importing.mapping import Mapped
from chalicelib.importing.problems import BadValue, Findings, refused
from chalicelib.importing.quoting import listed
from chalicelib.importing.source import Source, checked
from chalicelib.importing.table import delimited, workbook
from chalicelib.importing.table.columns import (
    Columns,
    Headings,
    found_in,
    tell_missing,
    tell_unread,
)
from chalicelib.importing.table.grid import Grid, Record
from chalicelib.importing.table.numbers import as_dates, with_unit

Value = TypeVar("Value")
_LASTS = ("duration", "minutes")  # columns whose heading may name their unit
_FORMATS = {
    Kind.XML: "XML",
    Kind.JSON: "JSON",
    Kind.ICALENDAR: "a calendar (iCalendar)",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `number` is what a spreadsheet shows beside it. `findings` are its own."""

    number: int
    cells: Mapping[str, str]
    findings: Findings = field(repr=False)

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def place(self) -> str:
        """Where it stands."""
        return f"row {self.number}"

    def problem(self, column: str, code: str, sentence: str) -> None:
        """Refuse the row for this cell."""
        self.findings.problem(f"{self.place}, column {column}", code, sentence)

    def note(self, column: str, code: str, sentence: str) -> None:
        """Tell something about this cell."""
        self.findings.note(f"{self.place}, column {column}", code, sentence)

    def read(self, column: str, parse: Callable[[str], Value], default: Value) -> Value:
        """The cell parsed, `default` when it is empty; a bad one is recorded as a problem."""
        return self.need(column, parse, default) if self[column] else default

    def need(self, column: str, parse: Callable[[str], Value], default: Value) -> Value:
        """As `read`, but an empty cell is a problem, too."""
        if not self[column]:
            self.problem(column, "empty_cell", "It is empty.")
            return default
        try:
            return parse(self[column])
        except BadValue as problem:
            self.problem(column, problem.code, f"{problem}.")
            return default


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, which of our columns it has, and the order of day and month."""

    rows: tuple[Row, ...]
    present: frozenset[str]
    date_order: DateOrder | None = None


def read_table(
    source: Source,
    columns: Columns,
    mapped: Mapped,
    findings: Findings,
    dated: tuple[str, ...] = (),
) -> Table:
    """Read a CSV file or a workbook. `dated` are the columns whose dates settle their order.

    Raises Refused for a file that isn't a table or lacks a column it needs.
    """
    checked(source, MAX_TABLE_BYTES)
    kind = kind_of(source.data, source.name, "spreadsheet")
    if kind is Kind.WORKBOOK:
        grid, headings = _sheet(
            workbook.read(source.data, findings, mapped.sheet), columns, mapped, findings
        )
    elif kind is Kind.TABLE:
        grid = delimited.read(source.data, findings, mapped.encoding)
        headings = _headings(grid, columns, mapped, findings)
    else:
        raise refused(
            source.name, "not_a_table", f"This is {_FORMATS[kind]}, not a spreadsheet or CSV file."
        )
    tell_unread(headings, findings)
    findings.refuse_if_any()
    records = _below(grid, headings, findings)
    if not records:
        raise refused(source.name, "no_rows", "The file has headings and no rows.")
    held = [_cells(record, headings, mapped) for record in records]
    if kind is Kind.WORKBOOK:
        held = as_dates(held, dated, findings)
    rows = tuple(
        _row(record, cells, headings, columns, findings)
        for record, cells in zip(records, held, strict=True)
    )
    order = mapped.date_order or order_of(
        (row[column] for row in rows for column in dated), findings
    )
    findings.refuse_if_any()
    return Table(rows, frozenset(headings.places), order)


def _sheet(
    grids: list[Grid], columns: Columns, mapped: Mapped, findings: Findings
) -> tuple[Grid, Headings]:
    """The one sheet that has the columns that are needed; a hidden one only where no other has."""
    fitting = [
        (grid, headings) for grid in grids if (headings := found_in(grid, columns, mapped.columns))
    ]
    fitting = [found for found in fitting if not found[0].hidden] or fitting
    if len(fitting) > 1:
        names = [grid.sheet for grid, _ in fitting]
        raise refused(
            findings.source,
            "several_sheets",
            f"Its sheets {listed(names)} could all be meant; add --sheet NAME.",
        )
    if not fitting:
        return grids[0], _headings(grids[0], columns, mapped, findings)
    if len(grids) > 1:
        findings.note("workbook", "sheet", f"read from the sheet {listed([fitting[0][0].sheet])}.")
    return fitting[0]


def _headings(grid: Grid, columns: Columns, mapped: Mapped, findings: Findings) -> Headings:
    headings = found_in(grid, columns, mapped.columns) if grid.records else None
    if headings is not None:
        return headings
    if grid.records:
        tell_missing(grid, columns, mapped.columns, findings)
    findings.refuse_if_any()
    raise refused(findings.source, "no_rows", "The file has no rows.")


def _below(grid: Grid, headings: Headings, findings: Findings) -> list[Record]:
    """The records below the headings, without the headings themselves, which some repeat."""
    below = grid.records[headings.after :]
    again = [record.number for record in below if record.cells == headings.record.cells]
    if again:
        findings.note(
            "headings",
            "again",
            f"they appear again in row {', '.join(map(str, again[:12]))}; skipped.",
        )
    return [record for record in below if record.cells != headings.record.cells]


def _cells(record: Record, headings: Headings, mapped: Mapped) -> dict[str, str]:
    held = record.cells
    cells = {
        column: mapped.meaning(column, held[at]) if at < len(held) else ""
        for column, at in headings.places.items()
    }
    for column in _LASTS:
        if cells.get(column):
            heading = headings.record.cells[headings.places[column]]
            cells[column] = with_unit(heading, cells[column])
    return cells


def _row(
    record: Record,
    cells: Mapping[str, str],
    headings: Headings,
    columns: Columns,
    findings: Findings,
) -> Row:
    held = record.cells
    own = findings.of_row(cells.get(columns.key) or f"row {record.number}")
    row = Row(record.number, cells, own)
    if any(held[headings.width() :]):
        own.problem(
            row.place,
            "too_many_cells",
            f"It has {len(held)} cells under {headings.width()} headings. "
            "Put a cell that holds the separator in quotation marks.",
        )
    return row


def columns_said(options: Mapping[str, str], columns: Columns) -> None:
    """Raises Refused for a `--column` that names none of our columns."""
    for ours in options:
        if ours not in columns.names:
            raise refused(
                f"--column {ours}={options[ours]}",
                "unknown_column",
                f"Write it as COLUMN=HEADING, where COLUMN is one of {', '.join(columns.names)}.",
            )
