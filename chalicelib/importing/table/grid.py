"""A table as it stands in a file: rows of text, numbered as a spreadsheet shows them."""

from dataclasses import dataclass
from typing import NamedTuple

MAX_ROWS = 100_000
MAX_COLUMNS = 500
MAX_CELL = 20_000  # characters; what is longer isn't a value of ours
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"), None) | {0xA0: " ", 0x202F: " "}


class Record(NamedTuple):
    """One row of a file: its number, counted from 1, and its cells."""

    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of one table that are not blank. `sheet` is its name in a workbook, `hidden` there."""

    records: list[Record]
    sheet: str = ""
    hidden: bool = False


def tidy(cell: str) -> str:
    """A cell without what cannot be seen: zero-width characters, and odd spaces as plain ones."""
    if cell.isascii():
        return cell.strip()
    return cell.translate(_INVISIBLE).strip()


def is_blank(cells: list[str]) -> bool:
    """Whether a row holds nothing."""
    return not any(cells)
