"""The faces of vendor/fonts: what each draws, how wide, and how it shapes a run of text.

A face is read once a process, when first needed: those of Chinese, Japanese and Korean take memory,
and most certificates need none of them.
"""

from functools import cache
from typing import NamedTuple

import uharfbuzz as hb

from chalicelib.documents.families import FILES, Family
from chalicelib.templating import ROOT

# In the repository fonts lie under vendor/; the package puts what is there at its root.
FOLDER = next(p for p in (ROOT / "vendor" / "fonts", ROOT / "fonts") if any(p.glob("*.ttf")))

# Marks keep a cluster of their own, so that each glyph can be traced to its characters.
_CLUSTERS = hb.BufferClusterLevel.MONOTONE_CHARACTERS


class Glyph(NamedTuple):
    """A glyph in the order it is drawn, in thousandths of the font size.

    `cluster` is the index of the first character it stands for; `advance` moves the pen, `x` and `y`
    shift this glyph alone.
    """

    gid: int
    cluster: int
    advance: float
    x: float
    y: float


class _Pen:
    """Takes an outline from HarfBuzz, which names its methods."""

    def __init__(self) -> None:
        self.path: list[str] = []

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("M", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("L", point)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("Q", *points)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("C", *points)

    def closePath(self) -> None:  # noqa: N802
        self.path.append("Z")

    def _add(self, letter: str, *points: tuple[float, float]) -> None:
        self.path.append(letter + " ".join(f"{x:.0f} {y:.0f}" for x, y in points))


class Face:
    """One face. Widths are in thousandths of the font size."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.hb_face = hb.Face(hb.Blob.from_file_path(str(FOLDER / f"{name}.ttf")))
        self._font = hb.Font(self.hb_face)
        self._scale: float = 1000 / self.hb_face.upem
        self._widths: dict[int, float] = {}
        self._outlines: dict[int, str] = {}
        extents = self._font.get_font_extents("ltr")
        self.ascent, self.descent = extents.ascender * self._scale, extents.descender * self._scale

    def gid(self, character: str) -> int:
        """The glyph of a character by itself; 0 if the face has none."""
        return self._font.get_nominal_glyph(ord(character)) or 0

    def width(self, gid: int) -> float:
        """How far a glyph moves the pen by itself."""
        found = self._widths.get(gid)
        if found is None:
            found = self._widths[gid] = self._font.get_glyph_h_advance(gid) * self._scale
        return found

    def outline(self, gid: int) -> str:
        """The glyph's outline as an SVG path, in its own units, `scale` of which are a thousandth."""
        found = self._outlines.get(gid)
        if found is None:
            pen = _Pen()
            self._font.draw_glyph_with_pen(gid, pen)
            found = self._outlines[gid] = "".join(pen.path)
        return found

    @property
    def scale(self) -> float:
        """Thousandths of the font size in a unit of the face."""
        return self._scale

    def shape(self, text: str, *, rtl: bool, language: str) -> tuple[Glyph, ...]:
        """The glyphs of a run of one script, from left to right."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        # The guess takes the language from the machine's locale.
        buffer.language = language
        buffer.direction = "rtl" if rtl else "ltr"
        buffer.cluster_level = _CLUSTERS
        hb.shape(self._font, buffer)
        scale = self._scale
        return tuple(
            Glyph(i.codepoint, i.cluster, p.x_advance * scale, p.x_offset * scale, p.y_offset * scale)
            for i, p in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        )  # fmt: skip


@cache
def face(family: Family, *, bold: bool = False) -> Face:
    """A family's face; one of a single weight gives it for bold, too."""
    return _face(FILES[family][bold])


@cache
def _face(name: str) -> Face:
    return Face(name)


def draws(family: Family, character: str) -> bool:
    """Whether every weight of the family has a glyph for the character."""
    return all(_face(name).gid(character) for name in set(FILES[family]))


@cache
def coverage(family: Family) -> frozenset[str]:
    """The characters that every weight of the family draws; of a large one, ask `draws`."""
    return frozenset.intersection(
        *(frozenset(map(chr, _face(name).hb_face.unicodes)) for name in set(FILES[family]))
    )
