import hashlib
import io
import subprocess
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from chalicelib.documents.certificate import render
from chalicelib.documents.pictures import BadPicture, picture
from samples import snapshots
from tests.integration.documents import reading

ROOT = Path(__file__).resolve().parents[3]


def _png(width: int = 300, height: int = 100, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, kind)
    return out.getvalue()


def _bomb() -> bytes:
    """A PNG of a few hundred bytes that says it is 50,000 pixels square."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")
        )

    size = (50_000).to_bytes(4, "big")
    header = chunk(b"IHDR", size + size + bytes([8, 2, 0, 0, 0]))
    return (
        b"\x89PNG\r\n\x1a\n"
        + header
        + chunk(b"IDAT", zlib.compress(bytes(100)))
        + chunk(b"IEND", b"")
    )


def test_a_picture_keeps_its_shape_within_its_room() -> None:
    wide = picture("logo", _png(300, 100), 150, 100)
    tall = picture("logo", _png(100, 300), 150, 60)
    assert (wide.width, wide.height) == (150, 50)
    assert (tall.width, tall.height) == pytest.approx((20, 60), abs=0.1)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        _png()[:60],
        _png(kind="JPEG"),
        _bomb(),
        b"<svg xmlns='...'/>",
        _png(4001, 1),
    ],
    ids=["empty", "text", "cut off", "JPEG", "bomb", "SVG", "large"],
)
def test_a_bad_picture_is_refused_and_the_certificate_made_without_it(data: bytes) -> None:
    with pytest.raises(BadPicture):
        picture("logo", data, 100, 50)
    digest = hashlib.sha256(data).hexdigest()
    provider = replace(snapshots.PROVIDER, logo=digest, signature_image=digest)
    with_bad = render(snapshots.snapshot(1, provider=provider), {digest: data})
    assert with_bad.pdf == render(snapshots.snapshot(1)).pdf


def test_a_picture_that_is_not_there_is_left_out() -> None:
    provider = replace(snapshots.PROVIDER, logo="0" * 64)
    assert render(snapshots.snapshot(1, provider=provider), {}).pages == 2


def test_logo_and_signature_are_printed_and_the_provider_is_still_named() -> None:
    provider = replace(snapshots.PROVIDER, logo="a", signature_image="b")
    made = render(snapshots.snapshot(1, provider=provider), {"a": _png(), "b": _png(200, 80)})
    assert made.pdf.count(b"/Subtype/Image") == 2
    assert provider.name in " ".join(reading.text_of(made.pdf).split())


def test_rendering_opens_no_file_and_no_connection() -> None:
    """Once fonts and templates are loaded; names and settings that ask for files are mere text."""
    code = """
import sys
from dataclasses import replace
from samples import snapshots as s
from chalicelib.documents.certificate import render
asking = [
    '<img src="file:///etc/passwd">', '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
    '<style>@import "http://127.0.0.1:9/x.css"; @font-face { src: url(/etc/passwd) }</style>',
    '<pdf:insertpdf src="/etc/passwd" />', 'url(http://127.0.0.1:9/)', '{{ 7 * 7 }}',
]
provider = replace(s.PROVIDER, name=asking[0], approval_statement=asking[2], contact=asking[1])
asks = s.snapshot([s.session(title=text, speakers=(text,)) for text in asking],
                  name=asking[0], conference_name=asking[3], location=asking[4], provider=provider)
render(asks)
seen = []
def audit(event, arguments):
    if event in ("open", "os.open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen"):
        seen.append((event, str(arguments[0])))
sys.addaudithook(audit)
text = render(asks).pdf
print(seen)
"""
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[]", done.stdout + done.stderr
