"""Rule 6 for credit types: counted from minutes, rounded down or once, capped, whatever the order."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.credit_totals import Attended, counted_again, credit_totals
from chalicelib.domain.credit_type import CreditType, RoundPer

NBCC = CreditType("nbcc", "NBCC clock hours", increment_minutes=15)
ETHICS = CreditType("ethics", "Ethics hours", cap=Decimal(3))
types = st.builds(
    CreditType,
    id=st.just("nbcc"),
    label=st.just("NBCC clock hours"),
    minutes_per_unit=st.sampled_from((1, 45, 50, 60, 600)),
    places=st.integers(0, 4),
    increment_minutes=st.none() | st.sampled_from((7, 15, 30, 60)),
    cap=st.none() | st.integers(1, 40).map(lambda n: Decimal(n) / 4),
    round_per=st.sampled_from(RoundPer),
    live=st.booleans(),
)
attended = st.lists(
    st.tuples(
        st.one_of(
            st.just(()),
            st.integers(1, 480).map(lambda minutes: (("nbcc", minutes),)),
            st.integers(1, 480).map(lambda minutes: (("ethics", 9), ("nbcc", minutes))),
        ),
        st.booleans(),
    ),
    max_size=20,
)


def _amount(type_: CreditType, *minutes: int) -> Decimal:
    return credit_totals([type_], [(((type_.id, each),), False) for each in minutes])[0].amount


def test_six_sessions_of_fifty_minutes_by_total_and_by_session() -> None:
    assert str(_amount(NBCC, *[50] * 6)) == "5.00"
    assert str(_amount(replace(NBCC, round_per=RoundPer.SESSION), *[50] * 6)) == "4.50"


@pytest.mark.parametrize(("places", "amount"), [(0, "1"), (1, "1.5"), (2, "1.50")])
def test_steps_of_each_session_are_added_up_before_they_are_printed(
    places: int, amount: str
) -> None:
    quarters = replace(NBCC, round_per=RoundPer.SESSION, places=places)
    assert str(_amount(quarters, 50, 50)) == amount
    assert _amount(replace(quarters, increment_minutes=20), 20, 20, 20) == 1


def test_ethics_hours_are_capped_and_say_so() -> None:
    (total,) = credit_totals([ETHICS], [((("ethics", 90),), False)] * 3)
    assert (total.minutes, str(total.amount), total.capped) == (270, "3.00", True)


def test_just_as_much_as_the_cap_is_not_capped() -> None:
    (total,) = credit_totals([ETHICS], [((("ethics", 180),), False)])
    assert (str(total.amount), total.capped) == ("3.00", False)


def test_a_type_that_no_session_earns_is_left_out() -> None:
    assert [t.id for t in credit_totals([ETHICS, NBCC], [((("nbcc", 60),), False)])] == ["nbcc"]


def test_live_hours_leave_out_what_was_watched_later() -> None:
    live = replace(NBCC, live=True)
    (total,) = credit_totals([live], [((("nbcc", 60),), False), ((("nbcc", 45),), True)])
    assert (total.minutes, str(total.amount), total.later_minutes) == (60, "1.00", 0)


@pytest.mark.parametrize(("minutes", "amount"), [(50, "0.83"), (52, "0.87"), (60, "1.00")])
def test_without_an_increment_a_total_is_rounded_once_half_up(minutes: int, amount: str) -> None:
    assert str(_amount(replace(NBCC, increment_minutes=None), minutes)) == amount


@given(types, attended)
def test_what_counts_down_never_exceeds_the_minutes(
    type_: CreditType, sessions: list[Attended]
) -> None:
    for total in credit_totals([type_], sessions):
        exact = Decimal(total.minutes) / type_.minutes_per_unit
        down = type_.increment_minutes or type_.round_per is RoundPer.SESSION
        assert total.amount <= exact + (0 if down else type_.step / 2)


@given(types, attended)
def test_the_cap_holds_and_is_told(type_: CreditType, sessions: list[Attended]) -> None:
    uncapped = {t.id: t.amount for t in credit_totals([replace(type_, cap=None)], sessions)}
    for total in credit_totals([type_], sessions):
        assert total.amount <= uncapped[total.id]
        assert type_.cap is None or total.amount <= type_.cap
        assert total.capped == (total.amount < uncapped[total.id])


@given(types, attended)
def test_the_parts_add_up(type_: CreditType, sessions: list[Attended]) -> None:
    on_date = [session for session in sessions if not session[1]]
    for total in credit_totals([type_], sessions):
        live = {t.id: t for t in credit_totals([type_], on_date)}.get(total.id)
        assert total.later >= 0
        assert (live.amount if live else 0) + total.later == total.amount
        assert (live.minutes if live else 0) + total.later_minutes == total.minutes


@given(types, attended, st.randoms())
def test_the_order_of_ticks_changes_nothing(
    type_: CreditType, sessions: list[Attended], chance: Random
) -> None:
    shuffled = list(sessions)
    chance.shuffle(shuffled)
    assert credit_totals([type_], shuffled) == credit_totals([type_], sessions)


@given(types, attended, types)
def test_totals_that_were_saved_count_as_the_types_of_today_say(
    type_: CreditType, sessions: list[Attended], other: CreditType
) -> None:
    saved = credit_totals([type_], sessions)
    assert counted_again(saved, [type_]) == saved
    assert counted_again(saved, []) == ()
    # What a session earned is not kept, and neither is what was left out as a recording.
    today = replace(other, round_per=RoundPer.TOTAL, live=type_.live)
    assert counted_again(saved, [today]) == credit_totals([today], sessions)


def test_a_lower_cap_holds_for_what_was_rounded_for_each_session() -> None:
    each = replace(NBCC, round_per=RoundPer.SESSION)
    saved = credit_totals([each], [((("nbcc", 50),), False)] * 6)
    (total,) = counted_again(saved, [replace(each, cap=Decimal(4), label="Clock hours")])
    assert (total.label, str(total.amount), total.capped) == ("Clock hours", "4.00", True)
