"""What makes a password acceptable."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.limits import PASSWORD_LENGTH
from chalicelib.domain.password import MIN_LENGTH, password_problem

OWNER = ("Alice Ångström", "alice.angstrom@lincoln.example")


def code(password: str) -> str | None:
    problem = password_problem(password, OWNER, "password")
    return problem.code if problem else None


@pytest.mark.parametrize(
    "password",
    [
        "counselors meet in march",
        "three old bicycles",
        "correct horse battery staple",
        "my dog ate homework",
        "Wir fahren übers Meer",
        "我们明年春天在芝加哥开会的时候一起吃饭",
        "xK3$vN9!qL2@wP7",
    ],
)
def test_a_few_words_of_any_language_are_enough(password: str) -> None:
    assert code(password) is None


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "password password password",
        "Password1234567!",
        "1234 5678 9012 3456",
        "qwertyuiopasdfgh",
        "aaaaaaaaaaaaaaaaaaaaaaaa",
        "iloveyouiloveyou",
        "abcabcabcabcabcabc",
        "alice ångström alice",
        "alice.angstrom@lincoln.example",
        "Lincoln-Alice-Angstrom",
        "counselor certificate",
        "- - - - - - - - - -",
    ],
)
def test_what_is_tried_first_is_refused(password: str) -> None:
    assert code(password) == "too_common"


def test_length_comes_first() -> None:
    assert code("xK3$vN9!qL2@wP"[: MIN_LENGTH - 1]) == "too_short"
    assert code("long enough, " * 100) == "too_long"
    assert code("é" * 3) == "too_short"


def test_an_accent_counts_once_however_it_is_typed() -> None:
    assert code("e\u0301" * (MIN_LENGTH - 1)) == "too_short"


@settings(max_examples=50)
@given(st.text(max_size=PASSWORD_LENGTH + 5))
def test_any_text_gets_an_answer(password: str) -> None:
    problem = password_problem(password, OWNER, "password")
    assert problem is None or problem.field == "password"
