"""Cut the static subset TTFs of vendor/fonts from OFL font packages: `make fonts`.

The renderer reads static TrueType only: variable fonts would show their default weight and CFF
outlines are converted at each start. Layout tables go (the renderer places glyph after glyph),
and so do hints (certificates are printed, or shown by viewers that ignore them).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).resolve().parent.parent / "vendor" / "fonts"
MAX_CURVE_ERROR = 1.0  # of 1,000 units to the em: not seen at 2,000 dpi
REGULAR, MEDIUM, BOLD = 400, 500, 700


@dataclass(frozen=True)
class Source:
    """One file of a font package, and the faces and characters to cut from it."""

    package: str
    file: str
    faces: dict[str, dict[str, float]]  # the face's name → where on the variation axes it lies
    characters: Callable[[], set[int]]


def _ranges(*pairs: tuple[int, int]) -> Callable[[], set[int]]:
    return lambda: {point for first, last in pairs for point in range(first, last + 1)}


def _encodable(*codecs: str, ranges: Iterable[tuple[int, int]]) -> set[int]:
    """The characters of `ranges` that one of these national character sets has."""

    def has(point: int, codec: str) -> bool:
        try:
            chr(point).encode(codec)
        except UnicodeEncodeError:
            return False
        return True

    points = (point for first, last in ranges for point in range(first, last + 1))
    return {point for point in points if any(has(point, codec) for codec in codecs)}


_HAN = [(0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF)]
_CJK_MARKS = [(0x3000, 0x303F), (0xFF01, 0xFFEF)]
_KANA = [(0x3040, 0x30FF), (0x31F0, 0x31FF)]
_BOPOMOFO = [(0x3100, 0x312F)]
# Devanagari is left out of Noto Sans: without shaping it would be wrong, not only plain.
_EUROPEAN = _ranges((0x20, 0x8FF), (0x1AB0, 0x1AFF), (0x1C80, 0x1FFF), (0x2000, 0x2BFF),
                    (0x2C60, 0x2DFF), (0xA640, 0xA7FF), (0xAB30, 0xAB6F), (0xFB00, 0xFB06),
                    (0xFFFD, 0xFFFD))  # fmt: skip
_ARABIC = _ranges(
    (0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC)
)
_HEBREW = _ranges((0x591, 0x5F4), (0xFB1D, 0xFB4F), (0x20AA, 0x20AA))


def _japanese() -> set[int]:
    # Arrows, stars and circled digits too, which Noto Sans lacks and titles have.
    symbols = _encodable("cp932", "gb2312", "euc_kr", ranges=[(0x2000, 0x2BFF)])
    return symbols | _encodable("cp932", ranges=_HAN) | _ranges(*_KANA, *_CJK_MARKS)()


def _korean() -> set[int]:
    return _ranges((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7A3))()


def _simplified() -> set[int]:
    return _encodable("gb2312", ranges=_HAN) | _ranges(*_CJK_MARKS)()


def _traditional() -> set[int]:
    return _encodable("big5", "hkscs", ranges=_HAN) | _ranges(*_BOPOMOFO, *_CJK_MARKS)()


def _weights(name: str, *extra: tuple[str, float]) -> dict[str, dict[str, float]]:
    more = dict(extra)
    return {f"{name}-Regular": {"wght": REGULAR} | more, f"{name}-Bold": {"wght": BOLD} | more}


_WIDTH = ("wdth", 100.0)
SOURCES = (
    Source("fontpkg-noto-sans", "NotoSans[wdth,wght].ttf", _weights("NotoSans", _WIDTH), _EUROPEAN),
    Source("fontpkg-eb-garamond", "EBGaramond[wght].ttf",
           {"EBGaramond-Medium": {"wght": MEDIUM}}, _EUROPEAN),
    Source("pylopdf-fonts-ar", "NotoSansArabic-Variable.ttf",
           _weights("NotoSansArabic", _WIDTH), _ARABIC),
    Source("pylopdf-fonts-he", "NotoSansHebrew-Variable.ttf",
           _weights("NotoSansHebrew", _WIDTH), _HEBREW),
    Source("pylopdf-fonts-jp", "NotoSansJP-Regular.otf", {"NotoSansJP-Regular": {}}, _japanese),
    Source("pylopdf-fonts-ko", "NotoSansKR-Regular.otf", {"NotoSansKR-Regular": {}}, _korean),
    Source("pylopdf-fonts-zh-cn", "NotoSansSC-Regular.otf", {"NotoSansSC-Regular": {}}, _simplified),
    Source("pylopdf-fonts-zh-tw", "NotoSansTC-Regular.otf", {"NotoSansTC-Regular": {}}, _traditional),
)  # fmt: skip


def build(target: Path = TARGET) -> None:
    """Write every face and the licences."""
    target.mkdir(parents=True, exist_ok=True)
    for source in SOURCES:
        _copy_licence(source.package, target)
        for face, location in source.faces.items():
            # Every face has a space, so that one between two words need not change the face.
            characters = source.characters() | {ord(" ")}
            font = _named(_cut(_path(source.package, source.file), location, characters), face)
            font.save(target / f"{face}.ttf")
            print(f"{face}: {len(font.getBestCmap()):,} characters")


def _path(package: str, name: str) -> Path:
    files = distribution(package).files or []
    return Path(str(next(file for file in files if file.name == name).locate()))


def _copy_licence(package: str, target: Path) -> None:
    (target / f"LICENSE-{package}.txt").write_text(_path(package, "LICENSE").read_text())


def _cut(path: Path, location: dict[str, float], characters: set[int]) -> TTFont:
    font = TTFont(path, recalcTimestamp=False)
    if location:
        font = instantiateVariableFont(font, location, updateFontNames=False)
    options = Options(
        layout_features=[], hinting=False, notdef_outline=True, recalc_timestamp=False,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
    )  # fmt: skip
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "STAT", "VORG", "vhea", "vmtx", "DSIG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters & set(font.getBestCmap()))
    subsetter.subset(font)
    if "CFF " in font:
        _to_truetype(font)
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
    font["post"].formatType = 3.0
    font.sfntVersion = "\000\001\000\000"


if __name__ == "__main__":
    build()
