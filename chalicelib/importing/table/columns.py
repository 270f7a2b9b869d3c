"""Which heading is which column: ours, those of the usual exports, or as a person said."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chalicelib.importing.problems import Findings
from chalicelib.importing.quoting import listed, quoted
from chalicelib.importing.table.grid import Grid, Record

_ASIDE = re.compile(r"\(.*?\)|\[.*?\]|[*:#?]")
_HEADINGS_WITHIN = 20  # exports put a title or instructions above their headings


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns a table may have. Every other heading is ignored with a note.

    `needed` are groups of which one column each has to be there; `known` are other programs'
    headings for a column, the likeliest first (after our own, where that is not among them); `key`
    is the column that `--skip` names a row by.
    """

    names: tuple[str, ...]
    needed: tuple[tuple[str, ...], ...]
    key: str
    known: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Headings:
    """Where our columns stand, and which record holds the headings."""

    places: Mapping[str, int]
    record: Record
    after: int

    def width(self) -> int:
        """How many cells have a heading."""
        return max(at for at, cell in enumerate(self.record.cells) if cell) + 1


def found_in(grid: Grid, columns: Columns, said: Mapping[str, str]) -> Headings | None:
    """The headings, in the first row that has all that are needed; None where no row does.

    `said` maps our column to the file's heading.
    """
    for at, record in enumerate(grid.records[:_HEADINGS_WITHIN]):
        places = _places(record.cells, columns, said)
        if all(any(name in places for name in group) for group in columns.needed) and all(
            column in places for column in said
        ):
            return Headings(places, record, at + 1)
    return None


def best_row(grid: Grid, columns: Columns, said: Mapping[str, str]) -> Headings:
    """The row that looks most like headings, whatever it lacks; the grid has rows."""
    record = max(
        grid.records[:_HEADINGS_WITHIN],
        key=lambda record: (len(_places(record.cells, columns, said)), -record.number),
    )
    return Headings(_places(record.cells, columns, said), record, grid.records.index(record) + 1)


def tell_missing(grid: Grid, columns: Columns, said: Mapping[str, str], findings: Findings) -> None:
    """Record which columns are not there, by the row that looks most like headings."""
    best = best_row(grid, columns, said)
    record, places = best.record, best.places
    there = [cell for cell in record.cells if cell] if places else []
    there = there or [cell for cell in grid.records[0].cells if cell]
    for column, heading in said.items():
        if column not in places:
            findings.problem(
                f"column {column}",
                "no_such_heading",
                f"The file has no heading {quoted(heading)}; it has {listed(there)}.",
            )
    for group in columns.needed:
        if not any(name in places or name in said for name in group):
            findings.problem(
                f"column {group[0]}",
                "missing_column",
                f"It is missing. The file has {listed(there)}; "
                f"name the one meant with --column {group[0]}=HEADING.",
            )


def tell_unread(headings: Headings, findings: Findings) -> None:
    """Which headings are not read, and which stand twice."""
    taken = set(headings.places.values())
    unread = [c for at, c in enumerate(headings.record.cells) if c and at not in taken]
    if unread:
        findings.note("headings", "unread", f"not read: {listed(unread, 20)}.")
    for column, at in headings.places.items():
        wanted = plain(headings.record.cells[at])
        if sum(plain(cell) == wanted for cell in headings.record.cells) > 1:
            findings.problem(
                f"column {column}",
                "heading_twice",
                f"The heading {quoted(headings.record.cells[at])} appears twice.",
            )


def plain(heading: str) -> str:
    """A heading without case, asides such as “(optional)”, and what separates its words."""
    return "_".join(re.split(r"[\W_]+", _ASIDE.sub(" ", heading).casefold().strip())).strip("_")


def _places(cells: Sequence[str], columns: Columns, said: Mapping[str, str]) -> dict[str, int]:
    at: dict[str, int] = {}
    for place, cell in enumerate(cells):
        at.setdefault(plain(cell), place)
    places: dict[str, int] = {}
    taken: set[int] = set()
    for column in columns.names:
        for wanted in _wanted(column, columns, said):
            found = at.get(plain(wanted))
            if plain(wanted) and found is not None and found not in taken:
                places[column] = found
                taken.add(found)
                break
    return places


def _wanted(column: str, columns: Columns, said: Mapping[str, str]) -> Iterable[str]:
    if column in said:
        return (said[column],)
    known = columns.known.get(column, ())
    return known if column in known else (column, *known)
