"""The families of type that certificates are set in, and which of them is asked for a character.

Pure tables: `fonts/build.py` reads them too, to write down what can be printed.
"""

from enum import StrEnum


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
    ARMENIAN = "notosansarmenian"
    BENGALI = "notosansbengali"
    BURMESE = "notosansmyanmar"
    CANADIAN = "notosanscanadianaboriginal"
    CHEROKEE = "notosanscherokee"
    DEVANAGARI = "notosansdevanagari"
    ETHIOPIC = "notosansethiopic"
    GEORGIAN = "notosansgeorgian"
    GUJARATI = "notosansgujarati"
    GURMUKHI = "notosansgurmukhi"
    KANNADA = "notosanskannada"
    KHMER = "notosanskhmer"
    LAO = "notosanslao"
    MALAYALAM = "notosansmalayalam"
    ORIYA = "notosansoriya"
    OSAGE = "notosansosage"
    SINHALA = "notosanssinhala"
    TAMIL = "notosanstamil"
    TELUGU = "notosanstelugu"
    THAI = "notosansthai"
    SYMBOLS = "notosanssymbols"
    EMOJI = "notoemoji"


# Regular and bold; a family of one weight is drawn in it throughout.
FILES: dict[Family, tuple[str, str]] = {
    Family.SANS: ("NotoSans-Regular", "NotoSans-Bold"),
    Family.DISPLAY: ("EBGaramond-Medium",) * 2,
    Family.ARABIC: ("NotoSansArabic-Regular", "NotoSansArabic-Bold"),
    Family.HEBREW: ("NotoSansHebrew-Regular", "NotoSansHebrew-Bold"),
    Family.JAPANESE: ("NotoSansJP-Regular",) * 2,
    Family.SIMPLIFIED: ("NotoSansSC-Regular",) * 2,
    Family.TRADITIONAL: ("NotoSansTC-Regular",) * 2,
    Family.KOREAN: ("NotoSansKR-Regular",) * 2,
    Family.ARMENIAN: ("NotoSansArmenian-Regular",) * 2,
    Family.BENGALI: ("NotoSansBengali-Regular",) * 2,
    Family.BURMESE: ("NotoSansMyanmar-Regular",) * 2,
    Family.CANADIAN: ("NotoSansCanadianAboriginal-Regular",) * 2,
    Family.CHEROKEE: ("NotoSansCherokee-Regular",) * 2,
    Family.DEVANAGARI: ("NotoSansDevanagari-Regular",) * 2,
    Family.ETHIOPIC: ("NotoSansEthiopic-Regular",) * 2,
    Family.GEORGIAN: ("NotoSansGeorgian-Regular",) * 2,
    Family.GUJARATI: ("NotoSansGujarati-Regular",) * 2,
    Family.GURMUKHI: ("NotoSansGurmukhi-Regular",) * 2,
    Family.KANNADA: ("NotoSansKannada-Regular",) * 2,
    Family.KHMER: ("NotoSansKhmer-Regular",) * 2,
    Family.LAO: ("NotoSansLao-Regular",) * 2,
    Family.MALAYALAM: ("NotoSansMalayalam-Regular",) * 2,
    Family.ORIYA: ("NotoSansOriya-Regular",) * 2,
    Family.OSAGE: ("NotoSansOsage-Regular",) * 2,
    Family.SINHALA: ("NotoSansSinhala-Regular",) * 2,
    Family.TAMIL: ("NotoSansTamil-Regular",) * 2,
    Family.TELUGU: ("NotoSansTelugu-Regular",) * 2,
    Family.THAI: ("NotoSansThai-Regular",) * 2,
    Family.SYMBOLS: ("NotoSansSymbols-Regular",) * 2,
    Family.EMOJI: ("NotoEmoji-Regular",) * 2,
}

# Whose shapes an ideograph takes where several faces draw it: kana or the conference's country tell.
JAPANESE = (Family.JAPANESE, Family.TRADITIONAL, Family.SIMPLIFIED)
SIMPLIFIED = (Family.SIMPLIFIED, Family.TRADITIONAL, Family.JAPANESE)
TRADITIONAL = (Family.TRADITIONAL, Family.JAPANESE, Family.SIMPLIFIED)

_PICTURES = (Family.SYMBOLS, Family.EMOJI)
# First and last code point of a script's blocks, and who is asked for them after Noto Sans.
# Empty: the families of ideographs.
_BLOCKS: tuple[tuple[int, int, tuple[Family, ...]], ...] = (
    (0x0530, 0x058F, (Family.ARMENIAN,)),
    (0x0590, 0x05FF, (Family.HEBREW,)),
    (0x0600, 0x06FF, (Family.ARABIC,)),
    (0x0750, 0x077F, (Family.ARABIC,)),
    (0x0870, 0x08FF, (Family.ARABIC,)),
    (0x0900, 0x097F, (Family.DEVANAGARI,)),
    (0x0980, 0x09FF, (Family.BENGALI,)),
    (0x0A00, 0x0A7F, (Family.GURMUKHI,)),
    (0x0A80, 0x0AFF, (Family.GUJARATI,)),
    (0x0B00, 0x0B7F, (Family.ORIYA,)),
    (0x0B80, 0x0BFF, (Family.TAMIL,)),
    (0x0C00, 0x0C7F, (Family.TELUGU,)),
    (0x0C80, 0x0CFF, (Family.KANNADA,)),
    (0x0D00, 0x0D7F, (Family.MALAYALAM,)),
    (0x0D80, 0x0DFF, (Family.SINHALA,)),
    (0x0E00, 0x0E7F, (Family.THAI,)),
    (0x0E80, 0x0EFF, (Family.LAO,)),
    (0x1000, 0x109F, (Family.BURMESE,)),
    (0x10A0, 0x10FF, (Family.GEORGIAN,)),
    (0x1100, 0x11FF, (Family.KOREAN,)),
    (0x1200, 0x139F, (Family.ETHIOPIC,)),
    (0x13A0, 0x13FF, (Family.CHEROKEE,)),
    (0x1400, 0x167F, (Family.CANADIAN,)),
    (0x1780, 0x17FF, (Family.KHMER,)),
    (0x18B0, 0x18FF, (Family.CANADIAN,)),
    (0x19E0, 0x19FF, (Family.KHMER,)),
    (0x1C90, 0x1CBF, (Family.GEORGIAN,)),
    (0x1CD0, 0x1CFF, (Family.DEVANAGARI,)),
    (0x2000, 0x2BFF, (Family.JAPANESE, *_PICTURES)),
    (0x2D00, 0x2D2F, (Family.GEORGIAN,)),
    (0x2D80, 0x2DDF, (Family.ETHIOPIC,)),
    (0x2E80, 0x312F, ()),
    (0x3130, 0x318F, (Family.KOREAN,)),
    (0x31A0, 0x9FFF, ()),
    (0xA8E0, 0xA8FF, (Family.DEVANAGARI,)),
    (0xA960, 0xA97F, (Family.KOREAN,)),
    (0xA9E0, 0xA9FF, (Family.BURMESE,)),
    (0xAA60, 0xAA7F, (Family.BURMESE,)),
    (0xAB00, 0xAB2F, (Family.ETHIOPIC,)),
    (0xAB70, 0xABBF, (Family.CHEROKEE,)),
    (0xAC00, 0xD7FF, (Family.KOREAN,)),
    (0xF900, 0xFAFF, ()),
    (0xFB13, 0xFB17, (Family.ARMENIAN,)),
    (0xFB1D, 0xFB4F, (Family.HEBREW,)),
    (0xFB50, 0xFDFF, (Family.ARABIC,)),
    (0xFE30, 0xFE4F, ()),
    (0xFE70, 0xFEFC, (Family.ARABIC,)),
    (0xFF00, 0xFFEF, ()),
    (0x104B0, 0x104FF, (Family.OSAGE,)),
    (0x11AB0, 0x11ABF, (Family.CANADIAN,)),
    (0x1E7E0, 0x1E7FF, (Family.ETHIOPIC,)),
    (0x1F000, 0x1FAFF, _PICTURES),
    (0x20000, 0x323AF, ()),
)


def asked_for(code_point: int, ideographs: tuple[Family, ...]) -> tuple[Family, ...]:
    """The families to ask for a character that Noto Sans lacks, first choice first."""
    for first, last, families in _BLOCKS:
        if first <= code_point <= last:
            return families or ideographs
    return ()
