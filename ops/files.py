"""Reading an operator's file: bounded, and with a sentence for whatever is wrong with it."""

from pathlib import Path

from chalicelib.domain.text import clean_text
from ops.problems import BadInput, refused

MEGABYTE = 1_000_000
MAX_SCHEDULE = 20 * MEGABYTE  # 38C3's 1,007 sessions are 2 MB
MAX_TABLE = 50 * MEGABYTE
_ELSE = {
    b"\x1f\x8b": "it is compressed (gzip); unpack it first",
    b"PK\x03\x04": "it is a zip archive or an Excel workbook; save the sheet as “CSV UTF-8”",
    b"\xd0\xcf\x11\xe0": "it is an old Excel workbook; save the sheet as “CSV UTF-8”",
    b"%PDF": "it is a PDF; export it as XML, JSON or CSV",
}


def shown_name(path: Path) -> str:
    """The file's name as messages show it."""
    return clean_text(path.name or str(path.resolve()), 100) or "the file"


def read(path: Path, limit: int) -> bytes:
    """The file's bytes; raises BadInput when it is missing, unreadable, empty or over `limit`."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise refused(shown_name(path), "it is a folder; name the file in it")
        if size > limit:
            raise refused(
                shown_name(path),
                f"it has {size / MEGABYTE:.3g} MB, more than the {limit // MEGABYTE} MB allowed; "
                "check that it is the right file",
            )
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as problem:
        raise refused(shown_name(path), _why_unreadable(problem)) from None
    if len(data) > limit:
        raise refused(shown_name(path), f"it has more than the {limit // MEGABYTE} MB allowed")
    if not data.strip():
        raise refused(shown_name(path), "it is empty")
    return data


def decoded(data: bytes, source: str) -> str:
    """UTF-8 text; raises BadInput naming the line where it stops being that."""
    for magic, why in _ELSE.items():
        if data.startswith(magic):
            raise refused(source, why)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise _not_utf8(source, data.count(b"\n", 0, problem.start) + 1) from None
    if "\0" in text:
        raise _not_utf8(source, text.count("\n", 0, text.index("\0")) + 1)
    return text


def _not_utf8(source: str, line: int) -> BadInput:
    return refused(
        source,
        f"line {line} is not UTF-8 text; save the file as UTF-8 (a spreadsheet calls it “CSV UTF-8”)",
    )


def _why_unreadable(problem: OSError) -> str:
    if isinstance(problem, FileNotFoundError):
        return "there is no such file"
    return f"it cannot be read ({problem.strerror})"
