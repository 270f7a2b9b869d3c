import string
import zlib

import pytest

from chalicelib.documents.fonts import FOLDER, Family, coverage
from chalicelib.documents.glyphs import MARK, Glyphs, family_of, ideographs
from chalicelib.documents.renderer import shape_frag_text

CHICAGO, TOKYO, TAIPEI = "America/Chicago", "Asia/Tokyo", "Asia/Taipei"


def _span(first: int, last: int) -> str:
    return "".join(chr(p) for p in range(first, last + 1) if chr(p).isprintable())


def _encodable(codec: str, first: int, last: int) -> str:
    return _span(first, last).encode(codec, "ignore").decode(codec)


@pytest.mark.parametrize(
    "alphabet",
    [
        string.printable.strip() + "“”‘’–—…·•§©®™№°½€£¥₩₪→×÷−≤≥",
        _span(0xC0, 0x17F) + _span(0x1E00, 0x1EFF) + _span(0x300, 0x345),
        "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
        _span(0x400, 0x4FF),
        _span(0x621, 0x63A) + _span(0x640, 0x652) + _span(0x660, 0x669) + "پچژگکیٹڈڑںہھےۓ،؛؟",
        _span(0x5B0, 0x5BD) + _span(0x5D0, 0x5EA) + "׳״־",
        _span(0x3041, 0x3096) + _span(0x30A1, 0x30FC) + "、。「」『』（）！？〜・々〆",
        _encodable("shift_jis", 0x4E00, 0x9FFF),
        _encodable("gb2312", 0x4E00, 0x9FFF),
        _encodable("big5", 0x4E00, 0x9FFF),
        _span(0xAC00, 0xD7A3),
    ],
    ids=["Latin", "diacritics", "Greek", "Cyrillic", "Arabic", "Hebrew", "kana", "kanji",
         "simplified", "traditional", "Hangul"],
)  # fmt: skip
def test_every_letter_of_the_promised_scripts_is_drawn(alphabet: str) -> None:
    assert [c for c in alphabet if family_of(c, ideographs(c, CHICAGO)) is None] == []


def test_every_joined_form_of_arabic_letters_is_drawn() -> None:
    letters = [chr(p) for p in [*range(0x621, 0x63B), *range(0x641, 0x64B)]] + list("پچژگکی")
    forms = {
        c for a in letters for b in letters for c in shape_frag_text(f"{a}{b}{a} {a}{b} لا الله")
    }
    assert [f"U+{ord(c):04X}" for c in forms - coverage(Family.ARABIC)] == []


@pytest.mark.parametrize(
    ("text", "family"),
    [("山", Family.SIMPLIFIED), ("山の", Family.JAPANESE)],
)
def test_kana_tells_that_ideographs_are_japanese(text: str, family: Family) -> None:
    assert family_of("山", ideographs(text, CHICAGO)) is family


def test_the_conference_tells_whose_ideographs_they_are() -> None:
    assert family_of("山", ideographs("山", TOKYO)) is Family.JAPANESE
    assert family_of("山", ideographs("山", TAIPEI)) is Family.TRADITIONAL


@pytest.mark.parametrize(
    ("text", "shown", "missing"),
    [
        ("Alice Ångström", "Alice Ångström", ""),
        ("Panel 🎸 on ethics ✨", "Panel on ethics", "🎸✨"),
        ("🎸", MARK, "🎸"),
        ("👩\u200d👧 family", "family", "👩👧"),
        ("राम", "??", "राम"),
        ("𝓐lice ﬁn ①", "Alice ﬁn ①", ""),
        ("heart ❤\ufe0f", "heart", "❤"),
        ("A\u0300\u034f", "À", ""),
        ("a\u202eb\x00\ud800c", "abc", ""),
        ("", "", ""),
    ],
)
def test_a_picture_leaves_nothing_a_letter_a_mark_and_both_are_told(
    text: str, shown: str, missing: str
) -> None:
    glyphs = Glyphs()
    assert glyphs.drawable(text) == shown
    assert "".join(glyphs.missing) == missing


def test_the_fonts_take_less_than_ten_megabytes_of_the_package() -> None:
    files = list(FOLDER.iterdir())
    assert len([file for file in files if file.suffix == ".ttf"]) == 11
    assert [file for file in files if file.name.startswith("LICENSE")]
    assert sum(len(zlib.compress(file.read_bytes())) for file in files) < 10_000_000
