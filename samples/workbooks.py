"""Tables as the programs of organizers write them: Excel, OpenDocument, and CSV of several kinds."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

import openpyxl

Rows = Sequence[Sequence[Any]]
ODS = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest'
    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/>'
    "</manifest:manifest>"
)
CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.3"'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    '<office:spreadsheet><table:table table:name="Sheet1">{body}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)


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
    width = max(map(len, rows), default=0)
    empty = f'<table:table-cell table:number-columns-repeated="{16384 - width}"/>'
    body = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}{empty}</table:table-row>" for row in rows
    )
    body += (
        f'<table:table-row table:number-rows-repeated="{1_048_576 - len(rows)}">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    return zipped(
        {
            "mimetype": ODS,
            "META-INF/manifest.xml": MANIFEST,
            "content.xml": CONTENT.format(body=body),
        }
    )


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def _ods_cell(value: Any) -> str:
    lines = "".join(f"<text:p>{_ods_text(line)}</text:p>" for line in str(value).split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def _ods_text(line: str) -> str:
    """OpenDocument folds spaces: those after the first are written as elements."""
    return escape(line).replace("  ", ' <text:s text:c="1"/>')


def as_csv(
    rows: Rows, delimiter: str = ",", encoding: str = "utf-8", newline: str = "\r\n"
) -> bytes:
    """CSV in an encoding, with a separator."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=newline).writerows(rows)
    return out.getvalue().encode(encoding)
