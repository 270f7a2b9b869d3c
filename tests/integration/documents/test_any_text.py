"""Whatever people and sessions are called, a certificate comes, with all that the entry took."""

import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.documents.certificate import render
from chalicelib.domain.printable import unprintable_letters
from samples import snapshots
from tests.integration.documents import reading

# Any code points, and more of those that have gone wrong elsewhere.
_TRICKY = "\u202e\u2066\u200f\u200d\ufe0f\ud800\x00\x0b<&>\"'&nbsp;]]>\u0301\u0651\u05b8אבاب١٢()[]学ー。👩🎸"
_TEXT = st.text(st.one_of(st.characters(), st.sampled_from(_TRICKY)), max_size=120)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(name=_TEXT, titles=st.lists(_TEXT, min_size=1, max_size=3), long=st.integers(1, 40))
def test_any_text_gives_a_bounded_pdf_that_loses_only_what_the_entry_refuses(
    name: str, titles: list[str], long: int
) -> None:
    titles[0] = (titles[0] * long)[:500]
    sessions = [snapshots.session(n, title=title) for n, title in enumerate(titles, start=1)]
    made = render(snapshots.snapshot(sessions, name=name, conference_name=titles[-1][:200]))
    assert made.pages <= 5
    assert reading.words_outside_their_page(made.pdf) == []
    refused = set(unprintable_letters(" ".join([name, *titles])))
    assert set(made.missing_glyphs) == refused
    shown = set(reading.folded(reading.text_of(made.pdf)))
    lost = set("".join(_visible(name) + _visible("".join(titles)))) - shown
    assert lost - set("".join(map(_folded, refused))) == set()


def _visible(text: str) -> str:
    """The characters of `text` that a reader sees standing alone, folded as those of a PDF are."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        _folded(c)
        for c in composed
        if unicodedata.category(c)[0] in "LNPS" and c not in "\u3164\uffa0"
    )


def _folded(text: str) -> str:
    return reading.folded(text)
