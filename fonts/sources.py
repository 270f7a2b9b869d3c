"""What each face of vendor/fonts is cut from, and which characters it keeps."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

REGULAR, MEDIUM, BOLD = 400, 500, 700
DEBIAN = ""  # a source of Debian's package fonts-noto-core instead of one from PyPI


@dataclass(frozen=True)
class Source:
    """One file of a font package, and the faces and characters to cut from it.

    `faces` are names → where on the variation axes they lie. `shaped` keeps the layout tables.
    """

    package: str
    file: str
    faces: dict[str, dict[str, float]]
    characters: Callable[[], set[int]]
    shaped: bool = True


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
_RARE_HAN = [(0x20000, 0x2FA1F)]
_CJK_MARKS = [(0x3000, 0x303F), (0xFF01, 0xFFEF)]
_KANA = [(0x3040, 0x30FF), (0x31F0, 0x31FF)]
_BOPOMOFO = [(0x3100, 0x312F)]
_EUROPEAN = _ranges((0x20, 0x8FF), (0x1AB0, 0x1AFF), (0x1C80, 0x1CC7), (0x1D00, 0x1FFF),
                    (0x2000, 0x2BFF), (0x2C60, 0x2CFF), (0x2DE0, 0x2DFF), (0xA640, 0xA7FF),
                    (0xAB30, 0xAB6F), (0xFB00, 0xFB06), (0xFFFD, 0xFFFD))  # fmt: skip
_ARABIC = _ranges((0x600, 0x6FF), (0x750, 0x77F), (0x870, 0x8FF), (0xFB50, 0xFDFF),
                  (0xFE70, 0xFEFC), (0x200C, 0x200D), (0x25CC, 0x25CC))  # fmt: skip
_HEBREW = _ranges((0x591, 0x5F4), (0xFB1D, 0xFB4F), (0x20AA, 0x20AA), (0x200C, 0x200D),
                  (0x25CC, 0x25CC))  # fmt: skip


def _japanese() -> set[int]:
    # Arrows, stars and circled digits too, which Noto Sans lacks and titles have.
    symbols = _encodable("cp932", "gb2312", "euc_kr", ranges=[(0x2000, 0x2BFF)])
    names = _encodable("cp932", "euc_jis_2004", ranges=_HAN)
    # Beyond the basic plane, all that the source has: JIS X 0213 (𩸽), and more of names (𠮷).
    return symbols | names | _ranges(*_KANA, *_CJK_MARKS, *_RARE_HAN)()


def _korean() -> set[int]:
    return _ranges((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7A3))()


def _simplified() -> set[int]:
    # GBK has the characters of names that GB2312 lacks (镕, 赟, 旸, 祎).
    return _encodable("gbk", ranges=_HAN) | _ranges(*_CJK_MARKS)()


def _traditional() -> set[int]:
    return _encodable("big5", "hkscs", ranges=_HAN) | _ranges(*_BOPOMOFO, *_CJK_MARKS)()


def _weights(name: str, *extra: tuple[str, float]) -> dict[str, dict[str, float]]:
    more = dict(extra)
    return {f"{name}-Regular": {"wght": REGULAR} | more, f"{name}-Bold": {"wght": BOLD} | more}


_WIDTH = ("wdth", 100.0)


def _noto(script: str, *blocks: tuple[int, int], width: bool = True) -> Source:
    """A script's Regular. The dotted circle shows a mark that has no letter; joiners shape words."""
    location = {"wght": REGULAR} | (dict([_WIDTH]) if width else {})
    characters = _ranges(*blocks, (0x200C, 0x200D), (0x25CC, 0x25CC))
    file, face = f"NotoSans{script}[wght].ttf", f"NotoSans{script}-Regular"
    return Source("manimgx-fonts", file, {face: location}, characters)


def _debian(script: str, *blocks: tuple[int, int]) -> Source:
    face = f"NotoSans{script}-Regular"
    return Source(DEBIAN, f"{face}.ttf", {face: {}}, _ranges(*blocks, (0x25CC, 0x25CC)))


_DANDA = (0x0964, 0x0965)
SOURCES = (
    Source("fontpkg-noto-sans", "NotoSans[wdth,wght].ttf", _weights("NotoSans", _WIDTH), _EUROPEAN),
    Source("fontpkg-eb-garamond", "EBGaramond[wght].ttf",
           {"EBGaramond-Medium": {"wght": MEDIUM}}, _EUROPEAN),
    Source("pylopdf-fonts-ar", "NotoSansArabic-Variable.ttf",
           _weights("NotoSansArabic", _WIDTH), _ARABIC),
    Source("pylopdf-fonts-he", "NotoSansHebrew-Variable.ttf",
           _weights("NotoSansHebrew", _WIDTH), _HEBREW),
    Source("pylopdf-fonts-jp", "NotoSansJP-Regular.otf", {"NotoSansJP-Regular": {}}, _japanese,
           shaped=False),
    Source("pylopdf-fonts-ko", "NotoSansKR-Regular.otf", {"NotoSansKR-Regular": {}}, _korean,
           shaped=False),
    Source("pylopdf-fonts-zh-cn", "NotoSansSC-Regular.otf", {"NotoSansSC-Regular": {}}, _simplified,
           shaped=False),
    Source("pylopdf-fonts-zh-tw", "NotoSansTC-Regular.otf", {"NotoSansTC-Regular": {}}, _traditional,
           shaped=False),
    _noto("Armenian", (0x530, 0x58F), (0xFB13, 0xFB17)),
    _noto("Bengali", (0x980, 0x9FF), _DANDA),
    _noto("Devanagari", (0x900, 0x97F), (0x1CD0, 0x1CFF), (0xA8E0, 0xA8FF)),
    _noto("Ethiopic", (0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F), (0x1E7E0, 0x1E7FF)),
    _noto("Georgian", (0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)),
    _noto("Gujarati", (0xA80, 0xAFF), _DANDA),
    _noto("Gurmukhi", (0xA00, 0xA7F), _DANDA),
    _noto("Kannada", (0xC80, 0xCFF), _DANDA),
    _noto("Khmer", (0x1780, 0x17FF), (0x19E0, 0x19FF)),
    _noto("Lao", (0xE80, 0xEFF)),
    _noto("Malayalam", (0xD00, 0xD7F), _DANDA),
    _noto("Myanmar", (0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F)),
    _noto("Oriya", (0xB00, 0xB7F), _DANDA),
    _noto("Sinhala", (0xD80, 0xDFF), _DANDA),
    _noto("Tamil", (0xB80, 0xBFF), _DANDA),
    _noto("Telugu", (0xC00, 0xC7F), _DANDA),
    _noto("Thai", (0xE00, 0xE7F)),
    _noto("Symbols", (0x2000, 0x2BFF), (0x1F000, 0x1FAFF)),
    Source("manimgx-fonts", "NotoEmoji[wght].ttf", {"NotoEmoji-Regular": {"wght": REGULAR}},
           _ranges((0x200D, 0x200D), (0x20E3, 0x20E3), (0x2190, 0x2BFF), (0x1F000, 0x1FAFF))),
    _debian("CanadianAboriginal", (0x1400, 0x167F), (0x18B0, 0x18FF), (0x11AB0, 0x11ABF)),
    _debian("Cherokee", (0x13A0, 0x13FF), (0xAB70, 0xABBF)),
    _debian("Osage", (0x104B0, 0x104FF)),
)  # fmt: skip
