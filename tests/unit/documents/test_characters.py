import string
import zlib

import pytest

from chalicelib.documents.characters import Characters, family_of, ideographs
from chalicelib.documents.families import FILES, Family
from chalicelib.documents.fonts import FOLDER, face

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


def test_every_pair_of_arabic_letters_is_shaped_without_a_box() -> None:
    letters = [chr(p) for p in [*range(0x621, 0x63B), *range(0x641, 0x64B)]] + list("پچژگکی")
    drawn_by = face(Family.ARABIC)
    text = " ".join(f"{a}{b}{a} لا" for a in letters for b in letters)
    assert 0 not in {glyph.gid for glyph in drawn_by.shape(text, rtl=True, language="ar")}


@pytest.mark.parametrize(
    ("text", "family"),
    [("山", Family.SIMPLIFIED), ("山の", Family.JAPANESE)],
)
def test_kana_tells_that_ideographs_are_japanese(text: str, family: Family) -> None:
    assert family_of("山", ideographs(text, CHICAGO)) is family


def test_the_conference_tells_whose_ideographs_they_are() -> None:
    assert family_of("山", ideographs("山", TOKYO)) is Family.JAPANESE
    assert family_of("山", ideographs("山", TAIPEI)) is Family.TRADITIONAL


def test_a_name_with_a_rare_ideograph_is_set_in_one_face() -> None:
    name = "𩸽一郎"
    assert {family_of(c, ideographs(name, CHICAGO)) for c in name} == {Family.JAPANESE}


@pytest.mark.parametrize(
    ("text", "shown", "missing"),
    [
        ("Alice Ångström", "Alice Ångström", ""),
        ("Panel 🎸 on ethics ✨", "Panel 🎸 on ethics ✨", ""),
        ("👩\u200d👧 family", "👩\u200d👧 family", ""),
        ("राम", "राम", ""),
        ("𞤀lice", "[U+1E900]lice", "𞤀"),
        ("𝓐lice ﬁn ①", "Alice ﬁn ①", ""),
        ("heart ❤\ufe0f", "heart ❤", ""),
        ("A\u0300\u034f", "À", ""),
        ("al\u200cice", "alice", ""),
        ("می\u200cخواهم", "می\u200cخواهم", ""),
        ("a\u202eb\x00\ud800c", "abc", ""),
        ("", "", ""),
    ],
)
def test_what_no_face_has_shows_its_code_and_is_told(text: str, shown: str, missing: str) -> None:
    characters = Characters()
    assert characters.drawable(text) == shown
    assert "".join(characters.missing) == missing


@pytest.mark.parametrize("name", ["镕", "赟", "旸", "祎", "𠮷", "𩸽", "髙", "﨑"])
def test_the_rare_ideographs_of_names_are_drawn(name: str) -> None:
    assert family_of(name, ideographs(name, CHICAGO)) is not None


def test_the_fonts_take_less_than_fourteen_megabytes_of_the_package() -> None:
    files = list(FOLDER.iterdir())
    assert {file.stem for file in files if file.suffix == ".ttf"} == {
        name for names in FILES.values() for name in names
    }
    assert [file for file in files if file.name.startswith("LICENSE")]
    assert sum(len(zlib.compress(file.read_bytes())) for file in files) < 14_000_000


def test_a_keycap_is_drawn_as_its_digit() -> None:
    characters = Characters()
    assert characters.drawable("3\ufe0f\u20e3 keys, #\u20e3") == "3 keys, #"
    assert not characters.missing
