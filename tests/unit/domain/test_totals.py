"""Rule 6: one rounding, from minutes; columns that add up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.conference import Rounding
from chalicelib.domain.totals import credit, totals

QUARTER_HOURS = Rounding(increment_minutes=15)
roundings = st.builds(
    Rounding,
    hours_places=st.integers(0, 4),
    ceus_places=st.integers(0, 4),
    increment_minutes=st.none() | st.sampled_from((15, 30, 60)),
)
pairs = st.lists(st.tuples(st.integers(1, 480), st.booleans()), max_size=40)


@pytest.mark.parametrize(
    ("minutes", "hours", "ceus"),
    [(60, "1.00", "0.10"), (50, "0.83", "0.08"), (45, "0.75", "0.08"), (0, "0.00", "0.00")],
)
def test_hours_are_a_sixtieth_and_ceus_a_tenth_of_that(minutes: int, hours: str, ceus: str) -> None:
    earned = credit(minutes, Rounding())
    assert (earned.hours, earned.ceus) == (Decimal(hours), Decimal(ceus))


def test_ceus_are_rounded_from_minutes_and_not_from_rounded_hours() -> None:
    # 327 min are 5.45 h and 0.545 CEU: half up to one place gives 0.5, but 5.5 h ÷ 10 gives 0.6.
    rounding = Rounding(hours_places=1, ceus_places=1)
    assert credit(327, rounding).hours == Decimal("5.5")
    assert credit(327, rounding).ceus == Decimal("0.5")


def test_half_goes_up() -> None:
    assert credit(30, Rounding(ceus_places=1)).ceus == Decimal("0.1")
    assert credit(33, Rounding(hours_places=1)).hours == Decimal("0.6")
    assert credit(15, Rounding(hours_places=1)).hours == Decimal("0.3")  # to even, it would be 0.2


@pytest.mark.parametrize(
    ("minutes", "hours"), [(14, "0.00"), (15, "0.25"), (59, "0.75"), (60, "1.00"), (119, "1.75")]
)
def test_quarter_hours_count_down(minutes: int, hours: str) -> None:
    assert credit(minutes, QUARTER_HOURS).hours == Decimal(hours)


def test_an_increment_never_rounds_hours_up_to_fewer_places() -> None:
    quarters = Rounding(hours_places=1, increment_minutes=15)
    assert credit(45, quarters).hours == Decimal("0.7")


def test_what_was_attended_later_is_no_part_of_the_date() -> None:
    made = totals([(60, False), (30, True), (45, False)], Rounding())
    assert (made.on_date.minutes, made.later.minutes) == (105, 30)


def test_an_increment_never_rounds_ceus_up() -> None:
    assert credit(59, QUARTER_HOURS).ceus == Decimal("0.09")


@given(pairs, roundings)
def test_on_date_and_later_add_up_to_the_whole(
    attended: list[tuple[int, bool]], rounding: Rounding
) -> None:
    made = totals(attended, rounding)
    assert made.on_date.minutes + made.later.minutes == made.total.minutes
    assert made.on_date.hours + made.later.hours == made.total.hours
    assert made.on_date.ceus + made.later.ceus == made.total.ceus


@given(pairs, roundings)
def test_the_whole_is_that_of_its_minutes_and_nothing_is_negative(
    attended: list[tuple[int, bool]], rounding: Rounding
) -> None:
    made = totals(attended, rounding)
    assert made.total == credit(sum(minutes for minutes, _ in attended), rounding)
    assert min(made.on_date.hours, made.later.hours, made.later.ceus) >= 0


@given(st.integers(0, 100_000), roundings)
def test_rounding_moves_a_figure_by_less_than_one_step(minutes: int, rounding: Rounding) -> None:
    hours = credit(minutes, rounding).hours
    step = Decimal(1).scaleb(-rounding.hours_places)
    coarse = Decimal(rounding.increment_minutes or 0) / 60
    assert abs(hours - Decimal(minutes) / 60) < step + coarse
