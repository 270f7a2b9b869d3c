"""Certificate IDs survive being read aloud, and notice being misread."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.public_id import (
    ALPHABET,
    RANDOM_LENGTH,
    check_character,
    grouped,
    new_public_id,
    parse,
)

ids = st.text(ALPHABET, min_size=RANDOM_LENGTH, max_size=RANDOM_LENGTH).map(
    lambda body: grouped(body + check_character(body))
)


def test_an_id_has_four_groups_of_four_without_look_alikes() -> None:
    made = new_public_id()
    assert [len(group) for group in made.split("-")] == [4, 4, 4, 4]
    assert not set("ILO01") & set(made)
    assert made != new_public_id()


@given(ids)
def test_it_is_read_in_any_case_with_or_without_hyphens_and_spaces(made: str) -> None:
    assert parse(made.lower().replace("-", " ")) == made
    assert parse(made.replace("-", "")) == made


@given(ids, st.integers(0, RANDOM_LENGTH), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(made: str, place: int, wrong: str) -> None:
    characters = list(made.replace("-", ""))
    if characters[place] == wrong:
        return
    characters[place] = wrong
    assert parse("".join(characters)) is None


@given(ids, st.integers(0, RANDOM_LENGTH - 2))
def test_two_swapped_neighbours_are_noticed(made: str, place: int) -> None:
    characters = list(made.replace("-", ""))
    first, second = characters[place], characters[place + 1]
    if first == second:
        return
    characters[place], characters[place + 1] = second, first
    assert parse("".join(characters)) is None


@pytest.mark.parametrize("typed", ["", "ABCD", "../../etc/passwd", "ABCD-EFGH-JKMN-PQR0"])
def test_anything_else_is_none(typed: str) -> None:
    assert parse(typed) is None
