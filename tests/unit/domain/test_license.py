"""Licenses are kept as boards print them; what is none is refused at its field."""

import pytest

from chalicelib.domain.license import License, checked_licenses
from chalicelib.domain.limits import LICENSE_LENGTH, MAX_LICENSES
from chalicelib.domain.problem import Code, Problem

TEXAS = ("Texas", "LPC", "12345")


def test_what_is_typed_is_kept_clean_and_empty_rows_are_left_out() -> None:
    given = [(" Texas ", "LPC\n", " 12345"), ("", " ", ""), ("Ohio", "LSW", "9")]
    kept, problems = checked_licenses(given)
    assert kept == (License(*TEXAS), License("Ohio", "LSW", "9"))
    assert problems == []
    [long], _ = checked_licenses([("b" * 99, "k" * 99, "n" * 99)])
    assert {len(long.board), len(long.kind), len(long.number)} == {LICENSE_LENGTH}


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (("", "LPC", "1"), "board"),
        (("Texas", "", "1"), "kind"),
        (("Texas", "LPC", ""), "number"),
        (("", "", "1"), "board"),
    ],
)
def test_what_is_missing_is_asked_for_at_its_field(row: tuple[str, str, str], field: str) -> None:
    _, problems = checked_licenses([TEXAS, row])
    assert problems == [
        Problem(
            f"licenses[1].{field}",
            Code.REQUIRED,
            "Enter the board or state, the type, and the number.",
        )
    ]


@pytest.mark.parametrize(
    ("number", "looks_like"),
    [
        ("123-45-6789", "a Social Security number"),
        ("123 45 6789", "a Social Security number"),
        ("123‑45–6789", "a Social Security number"),
        ("SSN: 123-45-6789", "a Social Security number"),
        ("1980-2-29", "a date"),
        ("2/29/1980", "a date"),
        ("29.02.80", "a date"),
        ("02-29-1980", "a date"),
    ],
)
def test_numbers_that_are_nobodys_license_are_refused(number: str, looks_like: str) -> None:
    _, problems = checked_licenses([("Texas", "LPC", number)])
    message = f"This looks like {looks_like}. Enter only your license number."
    assert problems == [Problem("licenses[0].number", Code.NOT_A_LICENSE, message)]


@pytest.mark.parametrize(
    "number", ["123-45-67890", "12-345-6789", "A1980-02-29", "2/29", "123456789", "45-67-1980"]
)
def test_numbers_that_only_resemble_them_are_taken(number: str) -> None:
    kept, problems = checked_licenses([("Texas", "LPC", number)])
    assert (kept[0].number, problems) == (number, [])


def test_a_license_is_kept_once() -> None:
    _, problems = checked_licenses([TEXAS, ("Texas", "LPC", "54321"), TEXAS])
    assert problems == [
        Problem("licenses[2].number", Code.DUPLICATE, "This license is listed twice.")
    ]


def test_up_to_five_are_kept() -> None:
    many = [("Texas", "LPC", str(number)) for number in range(MAX_LICENSES + 1)]
    assert checked_licenses(many[:-1])[1] == []
    assert checked_licenses(many)[1] == [
        Problem("licenses", Code.TOO_MANY, f"You can keep up to {MAX_LICENSES} licenses.")
    ]


def test_a_stranger_sees_the_last_three_characters_of_a_number_that_has_more() -> None:
    assert License(*TEXAS).title == "Texas LPC"
    assert License(*TEXAS).masked == "…345"
    assert License("Texas", "LPC", "1234").masked == "…234"
    assert License("Texas", "LPC", "123").masked == "…"


def test_its_id_differs_with_each_part_and_tells_nothing_of_the_number() -> None:
    ids = {
        License(*row).id for row in (TEXAS, ("Texa", "sLPC", "12345"), ("Texas", "LPC1", "2345"))
    }
    assert len(ids) == 3
    assert all(len(one) == 16 and "12345" not in one for one in ids)
    assert License(*TEXAS).id == License(*TEXAS).id
    assert License("Texas", "LPC", "\ud800").id  # half a pair of surrogates, as JSON may bring it


def test_what_no_certificate_can_print_is_refused_where_it_is_entered() -> None:
    _, [problem] = checked_licenses([("Texas", "ꦄ LPC", "12345")])
    assert (problem.field, problem.code) == ("licenses[0].kind", "unprintable")
    assert "ꦄ (U+A984)" in problem.message
    arabic = "رخصة مرشد مدرسي معتمد في ولاية تكساس ٤٢"
    assert checked_licenses([(arabic, arabic, arabic)])[1] == []
