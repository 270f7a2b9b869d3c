"""The language a script is read aloud in: what a PDF tells a screen reader, and HarfBuzz."""

from chalicelib.documents.families import Family

DOCUMENT = "en"

# A name does not say its language. The script's most spoken one is told: a voice that can read the
# letters beats one that skips them.
_BY_FAMILY = {
    Family.ARABIC: "ar", Family.HEBREW: "he", Family.JAPANESE: "ja", Family.SIMPLIFIED: "zh-Hans",
    Family.TRADITIONAL: "zh-Hant", Family.KOREAN: "ko", Family.ARMENIAN: "hy", Family.BENGALI: "bn",
    Family.BURMESE: "my", Family.CANADIAN: "iu", Family.CHEROKEE: "chr", Family.DEVANAGARI: "hi",
    Family.ETHIOPIC: "am", Family.GEORGIAN: "ka", Family.GUJARATI: "gu", Family.GURMUKHI: "pa",
    Family.KANNADA: "kn", Family.KHMER: "km", Family.LAO: "lo", Family.MALAYALAM: "ml",
    Family.ORIYA: "or", Family.OSAGE: "osa", Family.SINHALA: "si", Family.TAMIL: "ta",
    Family.TELUGU: "te", Family.THAI: "th",
}  # fmt: skip


def language_of(family: Family, text: str) -> str:
    """A BCP 47 tag for text that this family draws."""
    found = _BY_FAMILY.get(family)
    if found:
        return found
    if not text.isascii():
        for letter in text:
            if "\u0370" <= letter <= "\u03ff":
                return "el"
            if "\u0400" <= letter <= "\u04ff":
                return "ru"
    return DOCUMENT
