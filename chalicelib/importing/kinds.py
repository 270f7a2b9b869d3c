"""What a file is, told by what it holds and never by its name."""

import io
import re
import zipfile
from enum import StrEnum

from chalicelib.importing.encodings import unmarked
from chalicelib.importing.problems import Refused, refused


class Kind(StrEnum):
    """The formats we read."""

    XML = "xml"
    JSON = "json"
    ICALENDAR = "icalendar"
    WORKBOOK = "workbook"
    TABLE = "table"


_SAVE = "save the sheet as .xlsx or “CSV UTF-8”"
_NAMED = {
    b"%PDF": (
        "pdf",
        "This is a PDF. Export the schedule or list as a spreadsheet, or as a calendar.",
    ),
    b"\x1f\x8b": ("gzip", "This is a compressed file (gzip). Unpack it first."),
    b"7z\xbc\xaf": ("archive", "This is a compressed file (7z). Unpack it first."),
    b"Rar!": ("archive", "This is a compressed file (RAR). Unpack it first."),
    b"\xd0\xcf\x11\xe0": (
        "old_excel",
        f"This is an old Excel workbook (.xls) or one with a password. Open it and {_SAVE}.",
    ),
    b"\x89PNG": ("image", "This is a picture. Export the schedule or list as a spreadsheet."),
    b"\xff\xd8\xff": ("image", "This is a picture. Export the schedule or list as a spreadsheet."),
    b"{\\rtf": ("document", "This is a text document (RTF). Copy its table into a spreadsheet."),
    b"SQLite format 3": ("database", "This is a database file. Export the list as a spreadsheet."),
}
_WEB = re.compile(
    r"\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_PASSWORD = re.compile(r"type=[\"']?password|sign[ -]?in|log[ -]?in", re.IGNORECASE)


def kind_of(data: bytes, name: str, wanted: str = "schedule") -> Kind:
    """The file's format; raises Refused for what is known and cannot be read.

    `wanted` is what the file should have been, for the message.
    """
    for magic, (code, sentence) in _NAMED.items():
        if data.startswith(magic):
            raise refused(name, code, sentence)
    if data.startswith(b"PK"):
        return _zipped(data, name)
    start = unmarked(data[:8192])
    if _WEB.match(start):
        raise _web_page(start, name, wanted)
    first = start.lstrip()
    if first.upper().startswith("BEGIN:VCALENDAR"):
        return Kind.ICALENDAR
    if first.upper().startswith("BEGIN:VCARD"):
        raise refused(
            name, "vcard", "This is a list of contacts (vCard). Export it as a spreadsheet."
        )
    return {"<": Kind.XML, "{": Kind.JSON, "[": Kind.JSON}.get(first[:1], Kind.TABLE)


def _web_page(start: str, name: str, wanted: str) -> Refused:
    what = "a web page (a sign-in page?)" if _PASSWORD.search(start) else "a web page"
    return refused(
        name,
        "web_page",
        f"This is {what}, not a {wanted}. Sign in where it comes from, and download it again.",
    )


def _zipped(data: bytes, name: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise refused(
            name,
            "damaged",
            "This is a damaged zip archive or workbook. Export or download it again.",
        ) from None
    if "xl/workbook.xml" in names or "content.xml" in names:
        return Kind.WORKBOOK
    if "xl/workbook.bin" in names:
        raise refused(
            name, "binary_excel", f"This is a binary Excel workbook (.xlsb). Open it and {_SAVE}."
        )
    if any(entry.startswith("Index/") or entry.endswith(".iwa") for entry in names):
        raise refused(
            name, "numbers", "This is a Numbers document. Export it from Numbers as Excel or CSV."
        )
    if "word/document.xml" in names:
        raise refused(
            name, "document", "This is a Word document. Copy its table into a spreadsheet."
        )
    raise refused(name, "zip", "This is a zip archive. Unpack it, and import the file in it.")
