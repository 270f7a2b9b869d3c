"""The pictures of the guide for organizers, as `/static/{hash}/guide-{name}.svg`.

Each is a PNG of static/guide/ within an SVG: the gateway passes text on whatever the browser accepts, and
a PNG only to one that names its kind first, which no `<img>` does.
"""

import base64
import hashlib
import struct
from dataclasses import dataclass
from functools import cache

from chalicelib.templating import ROOT

_FOLDER = ROOT / "static" / "guide"
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}">'
    '<image width="{0}" height="{1}" href="data:image/png;base64,{2}"/></svg>'
)


@dataclass(frozen=True, slots=True)
class Picture:
    """Its size in pixels, and the SVG."""

    width: int
    height: int
    svg: str


@dataclass(frozen=True, slots=True)
class Pictures:
    """By file name, and the digest they share (hex)."""

    files: dict[str, Picture]
    digest: str


@cache
def pictures() -> Pictures:
    """Read with the first page that shows them, not with every function that starts."""
    found = {f"guide-{path.stem}.svg": path.read_bytes() for path in sorted(_FOLDER.glob("*.png"))}
    hashed = hashlib.sha256(b"".join(found.values())).hexdigest()
    return Pictures({name: _picture(data) for name, data in found.items()}, hashed[:16])


def _picture(data: bytes) -> Picture:
    width, height = struct.unpack(">II", data[16:24])  # a PNG begins with its header
    return Picture(width, height, _SVG.format(width, height, base64.b64encode(data).decode()))
