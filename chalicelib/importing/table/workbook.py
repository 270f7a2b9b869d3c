"""Excel (.xlsx) and OpenDocument (.ods) workbooks: their sheets as text, formulas as their values."""

import io
from datetime import date, datetime, time, timedelta
from typing import Any

from chalicelib.importing.problems import Findings, Refused, refused
from chalicelib.importing.quoting import quoted
from chalicelib.importing.table.grid import MAX_CELL, Grid, Record, is_blank, tidy
from chalicelib.importing.table.workbook_bounds import check_bounds

_MOST_MERGED = 10_000  # ranges; each is filled down
_MOST_FILLED = 100_000  # cells of them


def read(data: bytes, findings: Findings, sheet: str = "") -> list[Grid]:
    """The sheets that hold something, or the one called `sheet`. Raises Refused."""
    from python_calamine import CalamineError, CalamineWorkbook

    check_bounds(data, findings.source)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = _wanted(workbook.sheet_names, sheet, findings)
        hidden = {
            sheet.name
            for sheet in workbook.sheets_metadata
            if not str(sheet.visible).endswith(".Visible")
        }
        grids = [_grid(workbook.get_sheet_by_name(name), name, name in hidden) for name in names]
    except (CalamineError, ValueError, OSError, KeyError, IndexError) as problem:
        raise _damaged(findings, problem) from None
    except BaseException as problem:  # calamine is Rust: a panic of its comes as its own kind
        if type(problem).__name__ != "PanicException":
            raise
        raise _damaged(findings, problem) from None
    held = [grid for grid in grids if grid.records]
    if not held:
        raise refused(findings.source, "empty", "The workbook holds no rows.")
    return held


def _damaged(findings: Findings, problem: BaseException) -> Refused:
    locked = "password" in str(problem).casefold()
    sentence = (
        "The workbook has a password. Remove it and save the workbook again."
        if locked
        else "The workbook can't be read. Open it in a spreadsheet program and save it again as .xlsx."
    )
    return refused(findings.source, "damaged", sentence)


def _wanted(names: list[str], sheet: str, findings: Findings) -> list[str]:
    if not sheet:
        return names
    for name in names:
        if name.strip().casefold() == sheet.strip().casefold():
            return [name]
    raise refused(
        f"--sheet {sheet}",
        "unknown_sheet",
        f"The workbook has no such sheet; it has {', '.join(quoted(name) for name in names)}.",
    )


def _grid(sheet: Any, name: str, hidden: bool) -> Grid:
    first, left = sheet.start or (0, 0)
    rows = [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=True)]
    _fill_merged(rows, sheet.merged_cell_ranges or (), first, left)
    numbered = enumerate(rows, start=first + 1)
    return Grid([Record(at, row) for at, row in numbered if not is_blank(row)], name, hidden)


def _fill_merged(rows: list[list[str]], ranges: Any, first: int, left: int) -> None:
    """A cell merged downward holds for each of its rows: a date beside all sessions of the day."""
    filled = 0
    for (top, column, *_), (bottom, *_) in ranges[:_MOST_MERGED]:
        at = column - left
        filled += max(0, bottom - top)
        if filled > _MOST_FILLED:  # no program lets ranges lie over one another
            return
        if bottom > top >= first and 0 <= at < len(rows[0]):
            value = rows[top - first][at]
            for row in rows[top - first + 1 : bottom - first + 1]:
                row[at] = value


def _text(value: Any) -> str:
    """A cell's value as text that our parsers read the same way as a CSV's."""
    if isinstance(value, str):
        return tidy(value[:MAX_CELL])
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        plain = _to_second(value)
        return plain.date().isoformat() if plain.time() == time(0) else plain.isoformat(" ")
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    if isinstance(value, date | time):
        return value.isoformat()[:10] if isinstance(value, date) else f"{value:%H:%M:%S}"
    return str(value)


def _to_second(value: datetime) -> datetime:
    """Excel keeps times as fractions of a day, which are off by microseconds."""
    return (value + timedelta(milliseconds=500)).replace(microsecond=0)
