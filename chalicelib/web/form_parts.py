"""A form that has files: multipart/form-data, as browsers send it (RFC 7578)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.domain.limits import FORM_WITH_FILES_BYTES, MAX_FIELDS
from chalicelib.domain.problem import Code
from chalicelib.errors import BadRequest, TooLarge

WITH_FILES = "multipart/form-data"
_BOUNDARY = re.compile(r'boundary="?([\w\'()+,./:=? -]{1,70}?)"?\s*(?:;|$)', re.ASCII)
_NAME = re.compile(rb'[; ]name="([^"]*)"')
_FILE = re.compile(rb'[; ]filename="([^"]*)"')
_ESCAPED = {b"%22": b'"', b"%0D": b"", b"%0A": b""}  # as browsers write them in a name


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file as it was sent; `name` is what the browser calls it."""

    name: str
    data: bytes


def read_parts(
    content_type: str, raw: bytes
) -> tuple[dict[str, list[str]], dict[str, UploadedFile]]:
    """Fields, and files by their field; an input where none was chosen is none.

    Raises TooLarge, BadRequest.
    """
    if len(raw) > FORM_WITH_FILES_BYTES:
        raise TooLarge(
            "These files are too large together. Choose smaller ones, at most 1 MB each.",
            code=Code.TOO_LARGE,
        )
    fields: dict[str, list[str]] = {}
    files: dict[str, UploadedFile] = {}
    try:
        for name, file_name, body in _parts(content_type, raw):
            if file_name is None:
                fields.setdefault(name, []).append(body.decode())
            elif body:
                files[name] = UploadedFile(file_name, body)
    except (ValueError, TypeError):
        raise BadRequest("We couldn't read the form.", code=Code.NOT_A_FORM) from None
    return fields, files


def _parts(content_type: str, raw: bytes) -> Iterator[tuple[str, str | None, bytes]]:
    """Name, file name (None: a field) and content of each part. Raises ValueError."""
    found = _BOUNDARY.search(content_type)
    if found is None:
        raise ValueError("no boundary")
    pieces = (b"\r\n" + raw).split(b"\r\n--" + found[1].encode())
    if len(pieces) > MAX_FIELDS or not pieces[-1].startswith(b"--"):
        raise ValueError("not whole")
    for piece in pieces[1:-1]:
        head, between, body = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        name, file_name = _NAME.search(head), _FILE.search(head)
        if not between or name is None:
            raise ValueError("no name")
        yield _text(name[1]), _text(file_name[1]) if file_name else None, body


def _text(written: bytes) -> str:
    for escape, meant in _ESCAPED.items():
        written = written.replace(escape, meant)
    return written.decode()
