"""Tables as the programs of organizers write them: Excel, OpenDocument, and CSV of several kinds."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import openpyxl
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

Rows = Sequence[Sequence[Any]]


def workbook(rows: Rows, **more: Rows) -> bytes:
    """An .xlsx with these rows; `more` are further sheets by name."""
    book = openpyxl.Workbook()
    for name, held in {"Sheet1": rows, **more}.items():
        sheet = book.active if name == "Sheet1" else book.create_sheet(name)
        assert sheet is not None
        for at, row in enumerate(held, start=1):
            for column, value in enumerate(row, start=1):
                cell = sheet.cell(at, column)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"  # text, also where it begins like a formula
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def open_document(rows: Rows) -> bytes:
    """An .ods with these rows, and the million empty ones that LibreOffice writes after them."""
    document = OpenDocumentSpreadsheet()
    table = Table(name="Sheet1")
    for row in rows:
        element = TableRow()
        for value in row:
            cell = TableCell(valuetype="string")
            for line in str(value).split("\n"):
                cell.addElement(P(text=line))
            element.addElement(cell)
        element.addElement(TableCell(numbercolumnsrepeated=16384 - len(row)))
        table.addElement(element)
    table.addElement(TableRow(numberrowsrepeated=1_048_576 - len(rows)))
    document.spreadsheet.addElement(table)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_csv(
    rows: Rows, delimiter: str = ",", encoding: str = "utf-8", newline: str = "\r\n"
) -> bytes:
    """CSV in an encoding, with a separator."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=newline).writerows(rows)
    return out.getvalue().encode(encoding)
