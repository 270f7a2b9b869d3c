"""Text of any script in lines: whole, within its room, and nowhere a box for a missing glyph."""

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chalicelib.documents.families import Family
from chalicelib.documents.fonts import face
from chalicelib.documents.typeface import Style
from chalicelib.documents.typesetting import Line, Setter
from chalicelib.domain.printable import unprintable_letters
from samples import snapshots

# Letters of every face, of any kind, so that scripts meet in ways nobody writes them.
_LETTERS = sorted(
    {
        chr(point)
        for family in Family
        for point in list(face(family).hb_face.unicodes)[::7]
        if point > 0x20
    }
)
_TEXT = st.text(
    st.one_of(st.sampled_from(_LETTERS), st.sampled_from(" \u200c\u200d\u0301()-,:A1")), max_size=40
)
_STYLES = st.builds(Style, bold=st.booleans(), display=st.booleans())


def _glyphs(line: Line) -> list[int]:
    found = []
    for run in line.runs:
        if run.glyphs is None:
            found += [run.face.gid(letter) for letter in run.text]
        else:
            found += [glyph.gid for glyph in run.glyphs]
    return found


@settings(max_examples=150)
@given(_TEXT, _STYLES, st.floats(3, 40))
def test_what_the_entry_takes_is_set_whole_and_within_its_room(
    text: str, style: Style, room: float
) -> None:
    setter = Setter("America/Chicago")
    lines = setter.lines(text, style, room)
    assert 0 not in [gid for line in lines for gid in _glyphs(line)]
    assert bool(setter.characters.missing) == bool(unprintable_letters(text))
    said = "".join(run.text for line in lines for run in line.runs)
    assert _visible(said) == _visible(setter.characters.drawable(text))
    for line in lines:
        assert line.width <= room * 1.02 or len(_visible("".join(r.text for r in line.runs))) <= 8


@settings(max_examples=200)
@given(st.text("Ab אבعل山ّ‌ 129١۲-,.:/%()", max_size=14).filter(str.strip), _STYLES)
@example("Ali عل 12", Style())
def test_both_directions_and_numbers_in_a_line_lose_and_repeat_nothing(
    text: str, style: Style
) -> None:
    setter = Setter("America/Chicago")
    drawable = setter.characters.drawable(text).strip()
    for line in setter.lines(drawable, style, 1_000):
        assert "".join(run.text for run in line.runs) == drawable
        assert line.width == pytest.approx(sum(run.width for run in line.runs))


def _visible(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_each_script_is_set_in_its_face() -> None:
    setter = Setter("America/Chicago")
    for script, (title, name) in snapshots.SCRIPTS.items():
        for text in (title, name):
            faces = {run.face.name for line in setter.lines(text, Style(), 99) for run in line.runs}
            assert faces, script
            assert setter.characters.missing == {}


def test_a_name_is_kerned_in_the_display_face() -> None:
    setter = Setter("America/Chicago")
    (kerned,) = setter.lines("AVAVA", Style(display=True), 99)
    apart = sum(setter.lines(letter, Style(display=True), 99)[0].width for letter in "AVAVA")
    assert kerned.runs[0].face.name == "EBGaramond-Medium"
    assert kerned.width < apart - 0.1


def test_an_accent_without_a_letter_of_its_own_is_placed_over_its_letter() -> None:
    (line,) = Setter("America/Chicago").lines("Ǫ\u0301", Style(display=True), 99)
    (run,) = line.runs
    assert run.face.name == "NotoSans-Regular"
    base, accent = run.glyphs or ()
    assert accent.advance == 0
    assert -base.advance < accent.x < 0


def test_a_line_read_from_the_right_is_laid_out_from_the_right() -> None:
    (line,) = Setter("America/Chicago").lines("דוד (Alice) 12", Style(), 99)
    assert line.runs[0].text == "דוד "
    assert line.places is not None
    assert line.places[0] == max(line.places)
    assert unicodedata.bidirectional(line.runs[0].text[0]) == "R"
