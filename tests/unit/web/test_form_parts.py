"""Forms with files, as browsers send them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.limits import FORM_WITH_FILES_BYTES
from chalicelib.errors import BadRequest, TooLarge
from chalicelib.web.form_parts import UploadedFile, read_parts

TYPE = "multipart/form-data; boundary=AbC"


def sent(*parts: tuple[str, bytes]) -> bytes:
    pieces = [
        b"--AbC\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (head.encode(), body)
        for head, body in parts
    ]
    return b"".join(pieces) + b"--AbC--\r\n"


def test_fields_and_files_are_read_as_they_were_sent() -> None:
    body = sent(
        ('name="a"', "Ł\r\nine".encode()),
        ('name="a"', b"again"),
        ('name="logo"; filename="a%22b.png"\r\nContent-Type: image/png', b"\x89PNG\r\n\x1a\n\0"),
        ('name="none"; filename=""\r\nContent-Type: application/octet-stream', b""),
    )
    fields, files = read_parts(TYPE, body)
    assert fields == {"a": ["Ł\r\nine", "again"]}
    assert files == {"logo": UploadedFile('a"b.png', b"\x89PNG\r\n\x1a\n\0")}


@given(st.binary(max_size=60).filter(lambda data: b"\r\n--AbC" not in data and data))
@settings(max_examples=40)
def test_any_bytes_come_out_as_they_went_in(data: bytes) -> None:
    assert read_parts(TYPE, sent(('name="f"; filename="f"', data)))[1]["f"].data == data


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", sent(('name="a"', b""))),
        (TYPE, sent(('name="a"', b""))[:-6]),
        (TYPE, sent(("nameless", b""))),
        (TYPE, sent(('name="a"', b"\xff"))),
        (TYPE, b"--AbC\r\n" * 6000 + b"--AbC--"),
    ],
)
def test_what_cannot_be_read_is_refused(kind: str, body: bytes) -> None:
    with pytest.raises(BadRequest):
        read_parts(kind, body)


def test_what_no_function_could_take_is_refused() -> None:
    with pytest.raises(TooLarge):
        read_parts(TYPE, b"x" * (FORM_WITH_FILES_BYTES + 1))
