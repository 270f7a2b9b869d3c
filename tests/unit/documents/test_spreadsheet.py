"""Files for spreadsheets, opened by three readers: every text is as it was, and nothing runs."""

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from chalicelib.documents.spreadsheet import (
    Cell,
    as_csv,
    as_xlsx,
    changed_when_opened,
    harmless,
)

FORMULAS = (
    '=HYPERLINK("https://evil.example","Click")',
    "=1+1",
    "+1",
    "-2",
    "@SUM(A1)",
    " =1+1",
    "\t=1+1",
    "\r=1+1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d2",
    "\uff20SUM(A1)",
    "=cmd|'/C calc'!A0",
)
TEXTS = (
    "王小明",
    "山田太郎",
    "محمد عبد الرحمن",
    "דוד שטרן",
    "प्रिया शर्मा",
    "김민수",
    "Zoë Łukaszewicz-O’Neill",
    "Ce\u0301line A\u030angstro\u0308m",  # combining marks that stay apart
    "Counseling 🧠 for 👩🏽\u200d🏫",
    'Grief, "loss"\nand hope; tabs\tand more',
    "'Tis the season",
    '"',
    "0012345",
    "12345678901234567890",
    "1E5",
    "3-4",
    "2026-03-06",
    "TRUE",
    "#N/A",
    "_x0041_ is no A",
    "<b>&amp;</b>",
    "https://evil.example/",
    "mailto:someone@evil.example",
    "x" * 500,
)
ROWS: list[list[Cell]] = [
    ["Name", "=Clock hours", "Issued", "Minutes"],
    *([text, Decimal("1.50"), date(2026, 3, 6), 90] for text in FORMULAS + TEXTS),
]


def test_a_workbook_has_every_text_as_it_was_and_no_formula_or_link() -> None:
    made = as_xlsx(ROWS)
    sheet: Any = openpyxl.load_workbook(io.BytesIO(made)).active
    cells = [cell for row in sheet.rows for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n", "d"}
    assert not any(cell.hyperlink for cell in cells)
    head, *rows = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0).to_python()
    assert head == ROWS[0]
    assert rows == [[text, 1.5, date(2026, 3, 6), 90] for text, *_ in ROWS[1:]]


def test_csv_has_every_text_as_it_was_but_for_an_apostrophe_before_a_formula() -> None:
    made = as_csv(ROWS)
    assert made.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""))
    assert head == ["Name", "'=Clock hours", "Issued", "Minutes"]
    assert [row[0] for row in rows] == [*(f"'{text}" for text in FORMULAS), *TEXTS]
    assert {tuple(row[1:]) for row in rows} == {("1.50", "2026-03-06", "90")}


@pytest.mark.parametrize("number", [Decimal("-1.50"), -3])
def test_a_number_below_zero_is_a_number(number: Cell) -> None:
    assert as_csv([[number]]).decode("utf-8-sig") == f"{number}\r\n"


@pytest.mark.parametrize("text", ["", "Smith-Jones", "a=b", "1+1", "name@school.example"])
def test_what_is_no_formula_stays(text: str) -> None:
    assert harmless(text) == text


def test_numbers_that_a_spreadsheet_would_change_are_counted() -> None:
    changed: list[Cell] = ["0012345", "1234567890123456"]
    stay: list[Cell] = ["0", "12345", "007-LPC", "123456789012345", 12345678901234567, ""]
    assert changed_when_opened([changed, stay]) == 2
