import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.text import clean_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Alice \t\n Ångström ", "Alice Ångström"),
        ("A\u030angstro\u0308m", "Ångström"),
        ("no\u0000\u0007 bell", "no bell"),
        ("\u202eecilA\u202c", "ecilA"),
        ("\u2066Alice\u2069\u200f", "Alice"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("private \ue000 use", "private use"),
        ("never a character \ufdd0\ufffe\U0001ffff", "never a character"),
        ("soft\u00adhyphen", "softhyphen"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("family 👩\u200d👧", "family 👩\u200d👧"),
        ("one\u2028two\u00a0three", "one two three"),
    ],
)
def test_what_cannot_be_printed_goes_and_the_rest_stays(typed: str, kept: str) -> None:
    assert clean_text(typed, 100) == kept


def test_a_letter_newer_than_this_python_stays() -> None:
    newer = next(chr(p) for p in range(0x1FA00, 0x1FB00) if unicodedata.category(chr(p)) == "Cn")
    assert clean_text(f"Alice {newer}", 100) == f"Alice {newer}"


def test_a_text_is_cut_at_its_limit_without_a_space_at_the_end() -> None:
    assert clean_text("Alice Ångström", 6) == "Alice"


@given(st.text(), st.integers(0, 50))
def test_clean_text_is_short_on_one_line_and_stays_clean(typed: str, limit: int) -> None:
    cleaned = clean_text(typed, limit)
    assert len(cleaned) <= limit
    assert cleaned == " ".join(cleaned.split())
    assert clean_text(cleaned, limit) == cleaned
    cleaned.encode()
