"""Numbers that mean a time: Excel's days since 1899, fractions of a day, and hours or minutes."""

import re
from datetime import UTC, datetime, timedelta

from chalicelib.importing.dates import YEARS
from chalicelib.importing.problems import Findings
from chalicelib.importing.quoting import counted, quoted

_EPOCH = datetime(1899, 12, 30, tzinfo=UTC)
_DAYS = re.compile(r"[3-7]\d{4}(?:\.\d+)?")
_FRACTION = re.compile(r"0?\.\d{1,17}")
_NUMBER = re.compile(r"\d{1,5}(?:[.,]\d{1,17})?")


def as_dates(
    rows: list[dict[str, str]], dated: tuple[str, ...], findings: Findings
) -> list[dict[str, str]]:
    """A workbook's cells with the numbers in `dated` columns as the dates and times they are; told."""
    first, count, found = "", 0, []
    for cells in rows:
        read = {
            column: meant
            for column in dated
            if (meant := _meant(cells.get(column, ""), column in ("starts_at", "ends_at")))
        }
        if read and not first:
            column, meant = next(iter(read.items()))
            first = f"{quoted(cells[column])} is {meant}"
        count += len(read)
        found.append(cells | read)
    if count:
        findings.note(
            "dates",
            "numbers",
            f"{counted(count, 'cell is a number', 'cells are numbers')}, as Excel keeps dates and "
            f"times: {first}.",
        )
    return found


def _meant(cell: str, timed: bool) -> str:
    if _DAYS.fullmatch(cell):
        at = _EPOCH + timedelta(seconds=round(float(cell) * 86_400))
        if at.year in YEARS:
            return f"{at:%Y-%m-%d %H:%M:%S}".removesuffix(" 00:00:00")
    if timed and _FRACTION.fullmatch(cell):
        return f"{_EPOCH + timedelta(seconds=round(float(cell) * 86_400)):%H:%M:%S}"
    return ""


def with_unit(heading: str, cell: str) -> str:
    """A duration's bare number with the unit that its heading names, if it names one."""
    if not _NUMBER.fullmatch(cell):
        return cell
    unit = re.search(r"\b(hour|hr|min)", heading, re.IGNORECASE)
    if unit is None:
        return cell
    return f"{cell} {'min' if unit[1].casefold() == 'min' else 'hours'}"
