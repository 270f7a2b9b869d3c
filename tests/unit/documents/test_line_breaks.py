import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from chalicelib.documents.line_breaks import _CLUSTER, balanced, wrap


def _wrapped(text: str, room: float) -> list[str]:
    return [line.rstrip() for line in wrap(text, len, room)]


def test_a_text_that_fits_is_one_line() -> None:
    assert _wrapped("two words", 9) == ["two words"]


def test_lines_break_between_words() -> None:
    assert _wrapped("one two three", 7) == ["one two", "three"]


def test_a_line_keeps_the_space_it_broke_at() -> None:
    assert wrap("one two three", len, 7) == ["one two ", "three"]
    assert wrap("学校入門", len, 2) == ["学校", "入門"]


def test_lines_of_like_length_leave_no_word_alone() -> None:
    text = "the annual conference of the school counselors of Illinois"
    assert wrap(text, len, 50)[-1] == "Illinois"
    lines = balanced(text, len, 50)
    assert len(lines) == 2
    assert min(map(len, lines)) > 20


def test_a_dot_between_two_parts_stays_at_the_end_of_a_line() -> None:
    assert _wrapped("one · two", 5) == ["one ·", "two"]


def test_letters_and_what_belongs_to_them_are_never_parted() -> None:
    assert _wrapped("क्षक्ष", 1) == ["क्ष", "क्ष"]
    assert _wrapped("น้ำเกม", 1) == ["น้ำ", "เก", "ม"]


def test_lines_break_after_hyphens_and_slashes() -> None:
    assert _wrapped("in-person/online", 10) == ["in-person/", "online"]


def test_a_word_wider_than_a_line_is_cut() -> None:
    assert _wrapped("ab " + "c" * 7, 3) == ["ab", "ccc", "ccc", "c"]


def test_an_accent_stays_with_its_letter() -> None:
    assert _wrapped("xx\u0323\u0301x\u0323", 1) == ["x", "x\u0323\u0301", "x\u0323"]


def test_japanese_breaks_between_characters_but_not_before_closing_punctuation() -> None:
    assert _wrapped("学校カウンセリング。", 9) == ["学校カウンセリン", "グ。"]
    assert _wrapped("学校「入門」", 3) == ["学校", "「入", "門」"]


def test_korean_breaks_between_words() -> None:
    assert _wrapped("학교 상담의 실제", 6) == ["학교 상담의", "실제"]


# Unassigned code points aside: whether they are marks is known to a newer Unicode only.
_ASSIGNED = st.characters(exclude_categories=("Cs", "Cn"))


@given(st.text(_ASSIGNED, max_size=60), st.integers(1, 12))
@example("00\u093e", 1)
def test_nothing_but_spaces_is_lost_and_no_line_is_too_wide(text: str, room: int) -> None:
    lines = _wrapped(text, room)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert len(lines) == 1 or all(len(_bare(line)) <= room or _one(line) for line in lines)


def _bare(line: str) -> str:
    """Without accents, which may stick out after the last letter that fits."""
    return "".join(c for c in line if not unicodedata.combining(c))


def _one(line: str) -> bool:
    """A single letter with what belongs to it, which a line takes however wide it is."""
    return _CLUSTER.fullmatch(line) is not None


def test_an_amount_stays_with_what_it_counts() -> None:
    assert _wrapped("3.00 Ethics hours · 7.50 Supervision hours", 25) == [
        "3.00 Ethics hours ·",
        "7.50 Supervision hours",
    ]
