"""Pictures on the certificate: the QR code, and the provider's logo and signature."""

import base64
import io
from dataclasses import dataclass
from functools import lru_cache

import segno
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 5_000_000
MAX_SIDE = 4_000  # pixels; a small file can decode to gigabytes
_KEPT_SIDE = 900  # pixels: 300 to the inch at the largest size it is printed at
_QR_MODULE = 4  # pixels, so that a viewer that smooths blurs only edges
_QR_QUIET = 3  # modules
_QR_INK = bytes([255, 0]) + bytes(254)  # light and dark modules as grey values


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG as a data: URI, and the size it is printed at in points."""

    source: str
    width: float
    height: float


class BadPicture(Exception):
    """The picture cannot be printed; the certificate goes without it."""


def qr_code(address: str, side: float) -> Picture:
    """The QR code of an address, `side` points wide, its quiet zone included."""
    code = segno.make(address, error="m", micro=False)
    rows = b"".join(bytes(row).translate(_QR_INK) for row in code.matrix)
    modules = Image.frombytes("L", (len(code.matrix), len(code.matrix)), rows)
    quiet = ImageOps.expand(modules, _QR_QUIET, fill=255)
    out = io.BytesIO()
    ImageOps.scale(quiet, _QR_MODULE, Image.Resampling.NEAREST).save(out, "PNG", compress_level=1)
    return Picture(_data_uri(out.getvalue()), side, side)


@lru_cache(maxsize=16)
def picture(png: bytes, max_width: float, max_height: float) -> Picture:
    """A picture scaled to fit, in points. Raises BadPicture for anything but a sound PNG of fair size."""
    if len(png) > MAX_BYTES:
        raise BadPicture(f"it has {len(png):,} bytes; {MAX_BYTES:,} are allowed")
    try:
        with Image.open(io.BytesIO(png), formats=["PNG"]) as image:
            if max(image.size) > MAX_SIDE:
                raise BadPicture(
                    f"it is {image.width} × {image.height} pixels; {MAX_SIDE} are allowed"
                )
            image.thumbnail((_KEPT_SIDE, _KEPT_SIDE))
            plain = image.convert("RGBA")
            if plain.getchannel("A").getextrema() == (255, 255):
                plain = plain.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise BadPicture("it is not a PNG that can be read") from None
    out = io.BytesIO()
    plain.save(out, "PNG")
    scale = min(max_width / plain.width, max_height / plain.height)
    return Picture(_data_uri(out.getvalue()), plain.width * scale, plain.height * scale)


def _data_uri(png: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(png).decode()
