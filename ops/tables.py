"""CSV files: headings found under our names or another export's, rows numbered as a sheet shows them."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from ops import files
from ops.problems import BadValue, Findings, refused
from ops.values import quoted

_DELIMITERS = (",", ";", "\t")

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns a file may have. Every other heading is ignored, and told."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Required ones first."""
        return self.required + self.optional


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `number` counts as a spreadsheet does, with the headings as row 1."""

    number: int
    cells: Mapping[str, str]
    findings: Findings = field(repr=False)

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def problem(self, column: str, what: str) -> None:
        """Refuse the file for this cell."""
        self.findings.problem(f"row {self.number}, column {column}", what)

    def note(self, column: str, what: str) -> None:
        """Tell something about this cell."""
        self.findings.note(f"row {self.number}, column {column}", what)

    def read(self, column: str, parse: Callable[[str], Value], default: Value) -> Value:
        """The cell parsed, `default` when it is empty; a bad one is recorded as a problem."""
        if not self[column]:
            return default
        return self.need(column, parse, default)

    def need(self, column: str, parse: Callable[[str], Value], default: Value) -> Value:
        """As `read`, but an empty cell is a problem, too."""
        if not self[column]:
            self.problem(column, "it is empty.")
            return default
        try:
            return parse(self[column])
        except BadValue as problem:
            self.problem(column, f"{problem}.")
            return default


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, and which of our columns it has."""

    rows: tuple[Row, ...]
    present: frozenset[str]


def read_table(
    path: Path, columns: Columns, headings: Mapping[str, str], findings: Findings
) -> Table:
    """Read a CSV file (comma, semicolon or tab). `headings` maps our column to the file's heading.

    Raises BadInput for a file that is no CSV or lacks a required column; bad rows are recorded.
    """
    text = files.decoded(files.read(path, files.MAX_TABLE), findings.source)
    records = _records(text, findings.source)
    heading = next(records, [])
    places = _places(heading, columns, headings, findings)
    rows = tuple(
        _row(number, record, places, findings)
        for number, record in enumerate(records, start=2)
        if any(cell.strip() for cell in record) and _fits(number, record, heading, findings)
    )
    findings.refuse_if_any()
    if not rows:
        raise refused(findings.source, "it has headings and no rows")
    return Table(rows, frozenset(places))


def _records(text: str, source: str) -> Iterator[list[str]]:
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        for record in reader:
            yield record
            number += 1
    except csv.Error as problem:
        why = "a quotation mark is opened and not closed, or stands inside a cell without being doubled"
        if "field limit" in str(problem):
            why = "one of its cells has more than 131,072 characters"
        raise refused(source, f"row {number}: {why}.") from None


def _places(
    heading: list[str], columns: Columns, headings: Mapping[str, str], findings: Findings
) -> dict[str, int]:
    """Where each of our columns stands in a row."""
    found = [_plain(cell) for cell in heading]
    places: dict[str, int] = {}
    for column in columns.all:
        wanted = _plain(headings.get(column, column))
        if found.count(wanted) > 1:
            findings.problem(f"column {column}", f"the heading {quoted(wanted)} stands twice.")
        elif wanted in found:
            places[column] = found.index(wanted)
        elif column in headings:
            findings.problem(
                f"column {column}", f"there is no heading {quoted(headings[column])} in the file."
            )
        elif column in columns.required:
            findings.problem(
                f"column {column}",
                f"it is missing. The file has {_listed(heading)}; "
                f"name the one meant with --column {column}=HEADING.",
            )
    findings.refuse_if_any()
    unread = [cell for at, cell in enumerate(heading) if at not in places.values() and cell.strip()]
    if unread:
        findings.note("headings", f"not read: {_listed(unread)}.")
    return places


def _fits(number: int, record: list[str], heading: list[str], findings: Findings) -> bool:
    """Whether the row has a cell for each heading and nothing beyond: else cells have shifted."""
    if len(record) < len(heading):
        where = f"row {number}, column {_plain(heading[len(record)])}"
        findings.problem(where, f"the row ends before it, after {len(record)} cells.")
        return False
    if any(cell.strip() for cell in record[len(heading) :]):
        findings.problem(
            f"row {number}",
            f"it has {len(record)} cells under {len(heading)} headings; "
            "put a cell that holds the separator in quotation marks.",
        )
        return False
    return True


def _row(number: int, record: list[str], places: Mapping[str, int], findings: Findings) -> Row:
    return Row(number, {column: record[at].strip() for column, at in places.items()}, findings)


def _plain(heading: str) -> str:
    return "_".join(heading.casefold().split())


def _listed(words: Iterable[str]) -> str:
    return ", ".join(quoted(word) for word in words) or "no headings"


def headings_from(options: Iterable[str], columns: Columns) -> dict[str, str]:
    """`--column OURS=THEIRS` options as a mapping; raises BadInput for one that cannot be used."""
    headings: dict[str, str] = {}
    for option in options:
        ours, equals, theirs = option.partition("=")
        if not equals or not theirs.strip() or ours not in columns.all:
            raise refused(
                f"--column {option}",
                f"write it as COLUMN=HEADING, where COLUMN is one of {', '.join(columns.all)}",
            )
        headings[ours] = theirs
    return headings
