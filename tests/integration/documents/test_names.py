"""People are called what they are called: forty names in thirty scripts, printed and read back."""

import unicodedata

import pytest

from chalicelib.documents.certificate import render
from chalicelib.documents.layout import BlockLayout
from chalicelib.documents.stylesheet import style_sheet
from chalicelib.documents.template import Block
from chalicelib.documents.transcript_rows import sessions_table
from chalicelib.documents.typesetting import Setter
from chalicelib.domain.conference import Paper
from chalicelib.domain.printable import unprintable_letters
from samples import snapshots
from tests.integration.documents import reading, structure_reading
from tests.support.names import NAMES, PEOPLE

# A name, and the least leading it takes, in font sizes.
STACKED_OR_NOT = (
    ("ကျော်ဇောလင်း မြတ်နိုး", 1.6),
    ("ខ្ញុំស្រឡាញ់ សុភ័ក្ត្រ", 1.6),
    ("Zoë Łukaszewicz", 1.1),
)


def test_there_are_forty_people_and_thirty_scripts() -> None:
    assert len(PEOPLE) >= 40
    assert len(NAMES) >= 30


@pytest.mark.parametrize(("script", "name"), PEOPLE)
def test_a_name_is_printed_whole_and_read_back_as_it_was_typed(script: str, name: str) -> None:
    assert unprintable_letters(name) == ()
    sessions = [snapshots.session(speakers=(name, "Bob Stone"))]
    made = render(snapshots.snapshot(sessions, name=name))
    assert made.missing_glyphs == ()
    typed = unicodedata.normalize("NFC", name)
    # On the first page, the transcript and its foot, and as a speaker.
    assert reading.typed_text(made.pdf).count(typed) == 4
    said = structure_reading.read(made.pdf).tree.said()
    assert said.count(typed) == 3


def test_all_of_them_on_one_certificate_pass_the_checks_of_the_others() -> None:
    sessions = [
        snapshots.session(n, title=script, speakers=(name,))
        for n, (script, name) in enumerate(PEOPLE, start=1)
    ]
    made = render(snapshots.snapshot(sessions))
    assert made.missing_glyphs == ()
    assert reading.fonts_not_embedded(made.pdf) == []
    text = reading.typed_text(made.pdf)
    assert [name for _, name in PEOPLE if unicodedata.normalize("NFC", name) not in text] == []


def test_lines_of_burmese_and_khmer_have_room_for_letters_below_letters() -> None:
    layout = BlockLayout(style_sheet(Paper.LETTER), Setter("America/Chicago"), {})
    for name, least in STACKED_OR_NOT:
        [placed], _ = layout.lay_out([Block("p", "name", " ".join([name] * 8), ((21, 6),))], 600)
        assert len(placed.lines) > 1
        assert least <= placed.text.leading / placed.text.size < least + 0.3


def test_rows_of_the_transcript_have_it_too() -> None:
    style, setter = style_sheet(Paper.LETTER).tables["sessions"], Setter("America/Chicago")
    for title, least in STACKED_OR_NOT:
        long = snapshots.session(title=" ".join([title] * 8), speakers=())
        table = sessions_table(snapshots.snapshot([long]), style, setter, 500)
        [part] = table.parts
        (_, first, text, _), (_, second, _, _) = part.lines[0][:2]
        assert least <= (second - first) / text.size < least + 0.3
