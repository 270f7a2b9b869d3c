"""The faces that certificates are set in: which there are, what each draws, and registering them.

Faces are registered once a process, when first needed: the four of Chinese and Japanese and Korean
take memory, and most certificates need none of them.
"""

from enum import StrEnum
from functools import cache

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from chalicelib.templating import ROOT

# In the repository fonts lie under vendor/; the package puts what is there at its root.
FOLDER = next(p for p in (ROOT / "vendor" / "fonts", ROOT / "fonts") if any(p.glob("*.ttf")))


class Family(StrEnum):
    """A family by the name that style sheets know it by."""

    SANS = "notosans"
    DISPLAY = "garamond"
    ARABIC = "notosansarabic"
    HEBREW = "notosanshebrew"
    JAPANESE = "notosansjp"
    SIMPLIFIED = "notosanssc"
    TRADITIONAL = "notosanstc"
    KOREAN = "notosanskr"


# Regular and bold; a family of one weight is drawn in it throughout.
_FILES = {
    Family.SANS: ("NotoSans-Regular", "NotoSans-Bold"),
    Family.DISPLAY: ("EBGaramond-Medium", "EBGaramond-Medium"),
    Family.ARABIC: ("NotoSansArabic-Regular", "NotoSansArabic-Bold"),
    Family.HEBREW: ("NotoSansHebrew-Regular", "NotoSansHebrew-Bold"),
    Family.JAPANESE: ("NotoSansJP-Regular", "NotoSansJP-Regular"),
    Family.SIMPLIFIED: ("NotoSansSC-Regular", "NotoSansSC-Regular"),
    Family.TRADITIONAL: ("NotoSansTC-Regular", "NotoSansTC-Regular"),
    Family.KOREAN: ("NotoSansKR-Regular", "NotoSansKR-Regular"),
}  # fmt: skip


@cache
def register(family: Family) -> None:
    """Make a family known to the renderer, in both weights."""
    for bold, name in enumerate(_FILES[family]):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(FOLDER / f"{name}.ttf")))
        for italic in (0, 1):  # there are no italics: a certificate slants nobody's name
            addMapping(family.value, bold, italic, name)


def face(family: Family, *, bold: bool) -> str:
    """The name by which the renderer knows a face of this family."""
    register(family)
    return _FILES[family][bold]


@cache
def coverage(family: Family) -> frozenset[str]:
    """The characters that every weight of the family draws."""
    register(family)
    return frozenset(map(chr, pdfmetrics.getFont(_FILES[family][0]).face.charToGlyph))


def advances(face_name: str) -> dict[int, float]:
    """How far each character moves the pen, in thousandths of the font size."""
    widths: dict[int, float] = pdfmetrics.getFont(face_name).face.charWidths
    return widths
