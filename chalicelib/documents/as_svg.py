"""A page as an SVG image, from the very operators that the PDF has: what a browser shows of it.

Letters are outlines, so that no font has to be loaded, and nothing a person typed is in the image as text.
"""

import base64
import io
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from chalicelib.documents.page import Page
from chalicelib.documents.pdf_file import number
from chalicelib.documents.pictures import Bitmap

_SIDE = 400  # pixels: 150 to the inch at the largest size a picture is printed at
_TOKEN = re.compile(
    r"\((?:\\.|[^\\()])*\)|<<|>>|<[0-9a-f]*>|/[^\s<>()\[\]/]+|[-\d.]+|[\[\]]|[A-Za-z]+"
)


@dataclass(frozen=True, slots=True)
class _State:
    """What `q` keeps and `Q` brings back; `groups` are the elements opened since."""

    fill: str = "#000"
    stroke: str = "#000"
    width: str = "1"
    groups: int = 0


def as_svg(page: Page, index: int) -> str:
    """The page as an SVG element; `index` keeps its names apart from other pages'."""
    return _Drawing(page, f"p{index}").svg()


class _Drawing:
    """Follows a page's operators; `out` is what is drawn, `shapes` what is drawn more than once."""

    def __init__(self, page: Page, prefix: str) -> None:
        self._page, self._prefix = page, prefix
        self._out: list[str] = []
        self._shapes: dict[str, str] = {}
        self._path: list[str] = []
        self._state = _State()
        self._kept: list[_State] = []
        self._font, self._size, self._rise = "", 0.0, 0.0
        self._x, self._y = 0.0, 0.0
        self._does: dict[str, Callable[[list[str]], None]] = {
            "q": self._keep, "Q": self._bring_back, "cm": self._transform, "Do": self._picture,
            "rg": lambda o: self._set(fill=_color(o)), "RG": lambda o: self._set(stroke=_color(o)),
            "g": lambda o: self._set(fill=_color(o * 3)), "w": lambda o: self._set(width=o[0]),
            "m": lambda o: self._path.append(f"M{' '.join(o)}"),
            "l": lambda o: self._path.append(f"L{' '.join(o)}"),
            "c": lambda o: self._path.append(f"C{' '.join(o)}"),
            "re": lambda o: self._path.append(f"M{o[0]} {o[1]}h{o[2]}v{o[3]}h-{o[2]}Z"),
            "S": lambda o: self._paint(), "s": lambda o: self._paint(close=True),
            "f": lambda o: self._paint(fills=True),
            "Tf": self._set_font, "Tm": self._set_place, "Ts": self._set_rise,
            "Tj": self._text, "TJ": self._text,
        }  # fmt: skip

    def svg(self) -> str:
        operands: list[str] = []
        for token in _TOKEN.findall("\n".join(self._page.code)):
            if not token[0].isalpha():
                operands.append(token)
                continue
            # Marks that say what a piece is have nothing to draw.
            if does := self._does.get(token):
                does(operands)
            operands = []
        width, height = number(self._page.width), number(self._page.height)
        shapes = "".join(f'<path id="{name}" d="{d}"/>' for d, name in self._shapes.items())
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
            f'<defs>{shapes}</defs><rect width="100%" height="100%" fill="#fff"/>'
            f'<g transform="matrix(1 0 0 -1 0 {height})">{"".join(self._out)}</g></svg>'
        )

    def _set(self, **changes: str) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]

    def _keep(self, operands: list[str]) -> None:
        self._kept.append(self._state)
        self._state = replace(self._state, groups=0)

    def _bring_back(self, operands: list[str]) -> None:
        self._out.append("</g>" * self._state.groups)
        self._state = self._kept.pop()

    def _transform(self, operands: list[str]) -> None:
        self._out.append(f'<g transform="matrix({" ".join(operands)})">')
        self._state = replace(self._state, groups=self._state.groups + 1)

    def _paint(self, *, close: bool = False, fills: bool = False) -> None:
        path = "".join(self._path) + ("Z" if close else "")
        self._path = []
        how = f'fill="{self._state.fill}"' if fills else self._stroke()
        self._out.append(f'<use href="#{self._shape(path)}" {how}/>')

    def _stroke(self) -> str:
        return f'fill="none" stroke="{self._state.stroke}" stroke-width="{self._state.width}"'

    def _shape(self, path: str) -> str:
        return self._shapes.setdefault(path, f"{self._prefix}-{len(self._shapes)}")

    def _set_font(self, operands: list[str]) -> None:
        self._font, self._size = operands[0][1:], float(operands[1])

    def _set_place(self, operands: list[str]) -> None:
        self._x, self._y = float(operands[4]), float(operands[5])

    def _set_rise(self, operands: list[str]) -> None:
        self._rise = float(operands[0])

    def _text(self, operands: list[str]) -> None:
        """Codes in hex, and between them how far the pen goes back, in thousandths.

        A line of them is one group in the face's units, so that each glyph says little more than its name.
        """
        font = self._page.fonts.named(self._font)
        unit = self._size * font.face.scale / 1000
        x, y, line = self._x, self._y + self._rise, []
        for operand in operands:
            if operand in "[]":
                continue
            if operand[0] != "<":
                self._x -= float(operand) * self._size / 1000
                continue
            for gid in font.glyphs(operand[1:-1]):
                if outline := font.face.outline(gid):
                    name = self._shape(outline)
                    line.append(f'<use href="#{name}" x="{(self._x - x) / unit:.0f}"/>')
                self._x += font.face.width(gid) * self._size / 1000
        if line:
            place = f"matrix({unit:.7f} 0 0 {unit:.7f} {x:.2f} {y:.2f})"
            self._out.append(f'<g transform="{place}" fill="{self._state.fill}">')
            self._out += [*line, "</g>"]

    def _picture(self, operands: list[str]) -> None:
        """An image fills the unit square, and stands on its foot."""
        png = base64.b64encode(_png(self._page.bitmaps[operands[0][1:]])).decode()
        self._out.append(
            '<image width="1" height="1" transform="matrix(1 0 0 -1 0 1)" '
            f'preserveAspectRatio="none" href="data:image/png;base64,{png}"/>'
        )


def _color(parts: list[str]) -> str:
    return "#" + "".join(f"{round(float(part) * 255):02x}" for part in parts)


def _png(bitmap: Bitmap) -> bytes:
    """The picture as the PDF has it, in the size a screen shows."""
    from PIL import Image

    width, height = map(int, re.findall(rb"/(?:Width|Height) (\d+)", bitmap.entries))
    image = Image.frombytes("RGB", (width, height), zlib.decompress(bitmap.data))
    if bitmap.mask:
        image.putalpha(Image.frombytes("L", (width, height), zlib.decompress(bitmap.mask)))
    image.thumbnail((_SIDE, _SIDE))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
