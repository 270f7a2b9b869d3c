"""Is a workbook of a size that can be read? Its parts are unpacked and counted, within bounds, first.

A workbook of some kilobytes can unpack to gigabytes, or place a cell in column XFD of row 1,048,576.
"""

import io
import re
import zipfile
import zlib

from chalicelib.importing.problems import Refused, refused
from chalicelib.importing.table.grid import MAX_COLUMNS, MAX_ROWS

MAX_UNPACKED = 60_000_000  # bytes of all its parts
MAX_PARTS = 1_000
MAX_CELLS = 2_000_000
MAX_MERGED = 100_000  # merged ranges, which take 200 bytes each
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,4})([0-9]{1,9})"')
_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(row|c)[\s>/]")
_ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*?\br="([0-9]{1,9})"')
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="([0-9]+)"')
_ODS_ROW = re.compile(rb"<table:table-row([^>]*?)(/>|>(.*?)</table:table-row>)", re.DOTALL)
_ODS_CELL = re.compile(
    rb"<table:(?:covered-)?table-cell([^>]*?)(/>|>(.*?)</table:(?:covered-)?table-cell>)", re.DOTALL
)


def check_bounds(data: bytes, source: str) -> None:
    """Raises Refused for a workbook that unpacks to too much, or has too many rows or columns."""
    left = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS:
                raise _too_large(source, f"more than {MAX_PARTS:,} parts")
            for part in parts:
                unpacked = _unpacked(archive, part, left, source)
                left -= len(unpacked)
                if (
                    part.filename.startswith("xl/worksheets/sheet")
                    or b"<sheetData" in unpacked[:4000]
                ):
                    _check_sheet(unpacked, source)
                elif part.filename == "content.xml":
                    _check_ods(unpacked, source)
    except _DAMAGED:
        raise refused(
            source,
            "damaged",
            "The workbook is damaged or has a password. Open it, and save it again as .xlsx.",
        ) from None


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int, source: str) -> bytes:
    with archive.open(part) as stream:
        unpacked = stream.read(left + 1)
    if len(unpacked) > left:
        raise _too_large(source, f"more than {MAX_UNPACKED // 1_000_000} MB once unpacked")
    return unpacked


def _check_sheet(xml: bytes, source: str) -> None:
    if xml.count(b"<mergeCell ") > MAX_MERGED:
        raise _too_large(source, f"more than {MAX_MERGED:,} merged cells")
    tags = [match == b"row" for match in _ROW_OR_CELL.findall(xml)]
    rows = tags.count(True)
    widest = width = 0
    for is_row in tags:
        width = 0 if is_row else width + 1
        widest = max(widest, width)
    last_row = max((int(row) for row in _ROW.findall(xml)), default=0)
    letters = set()
    for column, row in _CELL.findall(xml):
        letters.add(column)
        last_row = max(last_row, int(row))
    last_column = max((_number(column) for column in letters), default=0)
    _check_shape(max(rows, last_row), max(widest, last_column), source)
    if len(tags) - rows > MAX_CELLS:
        raise _too_large(source, f"more than {MAX_CELLS:,} cells")


def _check_shape(rows: int, columns: int, source: str) -> None:
    if rows > MAX_ROWS:
        raise _too_large(source, f"a row {rows:,}; at most {MAX_ROWS:,} can be read")
    if columns > MAX_COLUMNS:
        raise _too_large(source, f"a column {columns:,}; at most {MAX_COLUMNS} can be read")
    if rows * columns > 20 * MAX_CELLS:
        raise _too_large(source, f"{rows:,} rows of {columns:,} columns")


def _check_ods(xml: bytes, source: str) -> None:
    """Rows and cells may be repeated by a number; the empty ones at the end mean nothing."""
    if b"<!DOCTYPE" in xml[:10_000] or b"<!ENTITY" in xml[:10_000]:
        raise refused(source, "damaged", "The workbook holds a document type declaration.")
    row_number = cells = 0
    for row in _ODS_ROW.finditer(xml):
        times = _times(row.group(1))
        width, held = _width(row.group(3) or b"")
        row_number += times
        if held:
            cells += times * width
            _check_shape(row_number, width, source)
            if cells > MAX_CELLS:
                raise _too_large(source, f"more than {MAX_CELLS:,} cells")


def _width(row: bytes) -> tuple[int, bool]:
    """The last column that holds something, and whether any does."""
    column = last = 0
    for cell in _ODS_CELL.finditer(row):
        column += _times(cell.group(1))
        if b"value" in cell.group(1) or cell.group(3):
            last = column
    return last, last > 0


def _times(attributes: bytes) -> int:
    match = _REPEATED.search(attributes)
    return int(match.group(1)[:9]) if match else 1


def _number(letters: bytes) -> int:
    """A column's number: A is 1, XFD 16,384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _too_large(source: str, what: str) -> Refused:
    return refused(
        source,
        "too_large",
        f"The workbook has {what}. Copy the rows that count into a new workbook.",
    )
