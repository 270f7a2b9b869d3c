"""Rule 5: the date attended, and the mode."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.attended_on import AttendedOnRefused, checked, editable, mode
from chalicelib.domain.certificate import Mode
from chalicelib.domain.conference import Format, Session
from tests.unit.domain import build

TODAY = build.DAY + timedelta(days=30)
NEXT = build.DAY + timedelta(days=1)
VIRTUAL = build.session(format=Format.VIRTUAL)
HYBRID = build.session(format=Format.HYBRID)


def test_alices_in_person_date_is_fixed() -> None:
    assert checked(build.session(), None, TODAY) == build.DAY
    with pytest.raises(AttendedOnRefused, match="in person") as refusal:
        checked(build.session(), NEXT, TODAY)
    assert refusal.value.code == "attended_on_fixed"


@pytest.mark.parametrize("session", [VIRTUAL, HYBRID])
def test_bob_moves_a_virtual_or_hybrid_date_up_to_today(session: Session) -> None:
    assert checked(session, TODAY, TODAY) == TODAY
    with pytest.raises(AttendedOnRefused, match="in the future"):
        checked(session, TODAY + timedelta(days=1), TODAY)
    with pytest.raises(AttendedOnRefused, match="first offered"):
        checked(session, build.DAY - timedelta(days=1), TODAY)


@pytest.mark.parametrize(
    ("session", "attended_on", "virtual_only", "expected"),
    [
        (VIRTUAL, build.DAY, False, Mode.VIRTUAL),
        (HYBRID, build.DAY, False, Mode.IN_PERSON),
        (HYBRID, NEXT, False, Mode.VIRTUAL),
        (HYBRID, build.DAY, True, Mode.VIRTUAL),
        (build.session(), build.DAY, True, Mode.IN_PERSON),
    ],
)
def test_the_mode_follows_format_date_and_registration(
    session: Session, attended_on: date, virtual_only: bool, expected: Mode
) -> None:
    assert mode(session, attended_on, virtual_only=virtual_only) is expected


@given(build.sessions, st.dates(date(2025, 1, 1), date(2027, 1, 1)), st.integers(0, 400))
def test_a_date_that_is_kept_is_within_bounds_and_moved_only_where_it_may_be(
    session: Session, asked: date, days_later: int
) -> None:
    today = session.day + timedelta(days=days_later)
    try:
        kept = checked(session, asked, today)
    except AttendedOnRefused:
        assert asked != session.day
        return
    assert session.day <= kept <= today
    assert kept == session.day or editable(session)
