"""Cut the static subset TTFs of vendor/fonts from OFL font packages: `make fonts`.

A PDF embeds static TrueType only, so variable fonts are pinned to a weight and CFF outlines become
TrueType ones. Hints go (certificates are printed, or shown by viewers that ignore them); layout
tables stay where a script or an accent needs them. Writes what can be printed, too, for the entry.
"""

import os
from importlib.metadata import distribution
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.varLib.instancer import instantiateVariableFont

from chalicelib.documents.families import FILES, SIMPLIFIED, Family, asked_for
from fonts.sources import DEBIAN, SOURCES, Source

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "vendor" / "fonts"
PRINTABLE = ROOT / "chalicelib" / "domain" / "printable_ranges.py"
# Where Debian's package fonts-noto-core puts its faces.
DEBIAN_FONTS = Path(os.environ.get("NOTO_FONTS", "/usr/share/fonts/truetype/noto"))
DEBIAN_LICENSE = Path(os.environ.get("NOTO_LICENSE", "/usr/share/doc/fonts-noto-core/copyright"))
MAX_CURVE_ERROR = 1.0  # of 1,000 units to the em: not seen at 2,000 dpi


def build(target: Path = TARGET, only: str = "") -> None:
    """Write the faces whose name begins with `only`, the licenses, and what can be printed."""
    target.mkdir(parents=True, exist_ok=True)
    for source in SOURCES:
        _copy_license(source.package, target)
        for face, location in source.faces.items():
            if not face.startswith(only):
                continue
            font = _named(_cut(source, location), face)
            font.save(target / f"{face}.ttf")
            print(f"{face}: {len(font.getBestCmap()):,} characters")
    write_printable(target)


def write_printable(target: Path = TARGET) -> None:
    """Write the ranges of characters that some face draws as a module of the domain."""
    drawn = {
        family: set.intersection(*(set(TTFont(target / f"{f}.ttf").getBestCmap()) for f in files))
        for family, files in FILES.items()
    }
    points = sorted(
        point
        for point in set().union(*drawn.values())
        if point in drawn[Family.SANS]
        or any(point in drawn[family] for family in asked_for(point, SIMPLIFIED))
    )
    ranges: list[list[int]] = []
    for point in points:
        if ranges and point == ranges[-1][1] + 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    # Distance from the last range and length, in base 36: what lies far apart is rare.
    numbers, last = [], 0
    for first, end in ranges:
        numbers += [first - last, end - first]
        last = end
    words = " ".join(map(_base36, numbers))
    lines = [words[start : start + 90] for start in range(0, len(words), 90)]
    quoted = "\n".join(f'    "{line}"' for line in lines)
    PRINTABLE.write_text(
        '"""Which characters some face of vendor/fonts draws; written by `make fonts`.\n\n'
        "In turn, in base 36: how many code points after the last range one begins, and how many\n"
        'follow its first.\n"""\n\n'
        f"RANGES = (\n{quoted}\n)\n"
    )
    print(f"{len(points):,} characters can be printed, in {len(ranges):,} ranges")


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return (_base36(number // 36) if number >= 36 else "") + digits[number % 36]


def _path(package: str, name: str) -> Path:
    if package == DEBIAN:
        return DEBIAN_FONTS / name
    files = distribution(package).files or []
    return Path(str(next(file for file in files if file.name == name).locate()))


def _copy_license(package: str, target: Path) -> None:
    found = DEBIAN_LICENSE if package == DEBIAN else _path(package, "LICENSE")
    name = package or "fonts-noto-core"
    (target / f"LICENSE-{name}.txt").write_text(found.read_text())


def _cut(source: Source, location: dict[str, float]) -> TTFont:
    font = TTFont(_path(source.package, source.file), recalcTimestamp=False)
    if location:
        axes = {axis.axisTag for axis in font["fvar"].axes}
        pinned = {axis: value for axis, value in location.items() if axis in axes}
        font = instantiateVariableFont(font, pinned, updateFontNames=False)
    options = Options(
        hinting=False, notdef_outline=True, recalc_timestamp=False,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
    )  # fmt: skip
    options.drop_tables += ["BASE", "STAT", "VORG", "vhea", "vmtx", "DSIG", "MATH", "meta"]
    if not source.shaped:
        options.layout_features = []
        options.drop_tables += ["GSUB", "GPOS", "GDEF"]
    subsetter = Subsetter(options)
    # Every face has a space, so that one between two words doesn't change the face.
    characters = source.characters() | {ord(" ")}
    subsetter.populate(unicodes=characters & set(font.getBestCmap()))
    subsetter.subset(font)
    if "CFF " in font:
        _to_truetype(font)
    font["post"].formatType = 3.0  # glyph names, which no reader asks for
    return font


def _named(font: TTFont, face: str) -> TTFont:
    """Give each face a name of its own: a PDF reader keeps two of one name for the same."""
    family, _, weight = face.partition("-")
    for number, name in ((1, family), (2, weight), (3, face), (4, face), (6, face)):
        font["name"].setName(name, number, 3, 1, 0x409)
    return font


def _to_truetype(font: TTFont) -> None:
    """Replace CFF outlines by TrueType ones."""
    order = font.getGlyphOrder()
    drawn = font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, MAX_CURVE_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = newTable("glyf")
    font["glyf"].glyphOrder = order
    font["glyf"].glyphs = glyphs
    del font["CFF "]
    font["maxp"].tableVersion = 0x00010000
    for field in ("maxZones", "maxTwilightPoints", "maxStorage", "maxFunctionDefs",
                  "maxInstructionDefs", "maxStackElements", "maxSizeOfInstructions",
                  "maxComponentElements"):  # fmt: skip
        setattr(font["maxp"], field, 1 if field == "maxZones" else 0)
    font.sfntVersion = "\000\001\000\000"


if __name__ == "__main__":
    build()
