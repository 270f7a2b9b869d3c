"""A name is printed whole, or refused with its letters named."""

import pytest

from chalicelib.domain.limits import NAME_LENGTH
from chalicelib.domain.printed_name import cleaned_name, name_problems
from chalicelib.domain.problem import Code, Problem


@pytest.mark.parametrize("name", ["Alice Ångström", "ნინო ჯავახიშვილი", "李小龍", "O'Neill-Łuk"])
def test_a_name_that_can_be_printed_has_no_problem(name: str) -> None:
    assert name_problems(name) == []


def test_no_name_is_asked_for() -> None:
    assert name_problems("") == [
        Problem("name", Code.REQUIRED, "Enter the name to print on certificates.")
    ]


def test_letters_that_cannot_be_printed_are_named_with_their_numbers() -> None:
    assert name_problems("Alice \U00012000\U00012001") == [
        Problem(
            "name",
            Code.UNPRINTABLE,
            "Certificates can't print \U00012000 (U+12000), \U00012001 (U+12001). "
            "Enter the name in other letters.",
        )
    ]


def test_five_of_many_letters_are_named() -> None:
    [problem] = name_problems("".join(chr(0x12000 + at) for at in range(9)))
    assert problem.message.count("U+") == 5


def test_a_name_is_kept_on_one_line_and_refused_where_it_is_too_long() -> None:
    assert cleaned_name("  Alice \n Stone ") == "Alice Stone"
    assert not name_problems(cleaned_name("x" * NAME_LENGTH))
    [problem] = name_problems(cleaned_name("x" * (NAME_LENGTH + 9)))
    assert problem.code is Code.TOO_LONG
