"""Pictures on the certificate: the provider's logo and signature."""

import io
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from chalicelib.documents.page import Page

MAX_BYTES = 5_000_000
MAX_SIDE = 4_000  # pixels; a small file can decode to gigabytes
_KEPT_SIDE = 900  # pixels: 300 to the inch at the largest size it is printed at


class Picture(Protocol):
    """What can be drawn in a place of its size, in points."""

    @property
    def width(self) -> float:
        """In points."""

    @property
    def height(self) -> float:
        """In points."""

    def draw(self, page: "Page", left: float, bottom: float, width: float, height: float) -> None:
        """Draw it on the page."""


@dataclass(frozen=True, slots=True)
class Bitmap:
    """An image as a PDF keeps it: its stream's entries and data, and those of its transparency."""

    name: str
    width: float
    height: float
    entries: bytes
    data: bytes
    mask_entries: bytes = b""
    mask: bytes = b""

    def draw(self, page: "Page", left: float, bottom: float, width: float, height: float) -> None:
        """Draw it on the page."""
        page.bitmap(self, (left, bottom, width, height))


class BadPicture(Exception):
    """The picture cannot be printed; the certificate goes without it."""


@lru_cache(maxsize=16)
def picture(name: str, png: bytes, max_width: float, max_height: float) -> Bitmap:
    """A picture scaled to fit, in points. Raises BadPicture for anything but a sound PNG of fair size."""
    from PIL import Image, UnidentifiedImageError  # most certificates of a process have the same

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
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise BadPicture("it is not a PNG that can be read") from None
    size = f"/Type/XObject/Subtype/Image/Width {plain.width}/Height {plain.height}"
    entries = f"{size}/BitsPerComponent 8/Filter/FlateDecode/ColorSpace"
    opaque = plain.getchannel("A").getextrema() == (255, 255)
    scale = min(max_width / plain.width, max_height / plain.height)
    return Bitmap(
        name,
        plain.width * scale,
        plain.height * scale,
        f"{entries}/DeviceRGB".encode(),
        zlib.compress(plain.convert("RGB").tobytes(), 9),
        b"" if opaque else f"{entries}/DeviceGray".encode(),
        b"" if opaque else zlib.compress(plain.getchannel("A").tobytes(), 9),
    )
