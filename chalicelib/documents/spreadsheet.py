"""Rows as a file for a spreadsheet, CSV or xlsx, in which nothing runs."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

Cell = str | int | Decimal | date
# Excel begins a formula with the wide forms, too, where it is set to Japanese.
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_DIGITS = re.compile(r"0[0-9]+|[0-9]{16,}")  # leading zeros go, and what is beyond 15 digits
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001  # the same rows, the same bytes
_WIDTHS = 8, 60  # characters of a column, at least and at most


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it as a formula."""
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text


def changed_when_opened(rows: Iterable[Sequence[Cell]]) -> int:
    """How many texts a spreadsheet takes for other numbers when it opens them as CSV."""
    return sum(
        isinstance(cell, str) and bool(_DIGITS.fullmatch(cell)) for row in rows for cell in row
    )


def as_csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """CSV in UTF-8 with a byte order mark, which Excel asks for; dates in ISO 8601."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([harmless(cell) if isinstance(cell, str) else str(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[Sequence[Cell]]) -> bytes:
    """A workbook of one sheet, its first row kept in view. Text is text whatever it begins with."""
    import xlsxwriter  # no page needs it

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": _MADE})
        sheet = book.add_worksheet()
        head, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        shown: dict[int, Any] = {}  # by decimal places: a format a cell takes most of the time
        widths: dict[int, int] = {}
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(y, x, cell, None if y else head)
                elif isinstance(cell, date):
                    sheet.write_datetime(y, x, cell, day)
                elif isinstance(cell, Decimal):
                    places = max(0, -int(cell.as_tuple().exponent))
                    if places not in shown:
                        form = f"0.{'0' * places}" if places else "0"
                        shown[places] = book.add_format({"num_format": form})
                    sheet.write_number(y, x, float(cell), shown[places])
                else:
                    sheet.write_number(y, x, cell)
                widths[x] = max(widths.get(x, 0), len(str(cell)) + 2)
        least, most = _WIDTHS
        for x, width in widths.items():
            sheet.set_column(x, x, min(max(width, least), most))
        sheet.freeze_panes(1, 0)
    return out.getvalue()
