"""CSV as Excel, Google Sheets and Numbers write it: any separator, any common encoding."""

import csv
import io
import re
from collections.abc import Iterator

from chalicelib.importing.encodings import decoded
from chalicelib.importing.problems import Findings, refused
from chalicelib.importing.table.grid import MAX_COLUMNS, MAX_ROWS, Grid, Record, is_blank, tidy

_DELIMITERS = (",", ";", "\t", "|")
_SEPARATOR = re.compile(r'"?sep=(.)"?[ \t]*(?:\r\n|\r|\n)', re.IGNORECASE)
_WHY = (
    "A quotation mark is opened and not closed, or stands inside a cell without being doubled. "
    "Save the sheet as .xlsx, or export it again."
)


def read(data: bytes, findings: Findings, encoding: str = "") -> Grid:
    """The file's table. Raises Refused for what isn't text, has a broken quotation or no end."""
    text = decoded(data, findings, encoding)
    said = _SEPARATOR.match(text)
    body = text[said.end() :] if said else text
    delimiter = said.group(1) if said else _delimiter(body)
    records = []
    for number, cells in _cells(body, delimiter, findings.source, 2 if said else 1):
        if len(cells) > MAX_COLUMNS:
            raise refused(
                findings.source,
                "too_many_columns",
                f"It has {len(cells)} cells; at most {MAX_COLUMNS} can be read.",
                f"row {number}",
            )
        tidied = [tidy(cell) for cell in cells]
        if not is_blank(tidied):
            records.append(Record(number, tidied))
        if len(records) > MAX_ROWS:
            raise refused(
                findings.source, "too_many_rows", f"The file has more than {MAX_ROWS:,} rows."
            )
    return Grid(records)


def _delimiter(text: str) -> str:
    """The separator that stands most often in the first line with any, outside quotation marks."""
    for line in text[:20_000].splitlines()[:10]:
        bare = re.sub(r'"[^"]*"?', "", line)
        best = max(_DELIMITERS, key=bare.count)
        if bare.count(best):
            return best
    return ","


def _cells(text: str, delimiter: str, source: str, first: int) -> Iterator[tuple[int, list[str]]]:
    lines = io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = first
    try:
        for cells in reader:
            yield number, cells
            number += 1
    except csv.Error as problem:
        long = "field limit" in str(problem)
        why = "One of its cells has more than 131,072 characters." if long else _WHY
        raise refused(source, "quotation", why, f"row {number}") from None
