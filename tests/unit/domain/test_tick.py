"""Ticks follow their session through imports: dates, and what the attendee is told (rules 5 and 9)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.attended_on import AttendedOnRefused
from chalicelib.domain.conference import Earlier, Format, Session
from chalicelib.domain.moved import moved
from chalicelib.domain.tick import Tick, accepted, date_of
from tests.unit.domain import build

DAY = build.DAY
LATER = DAY + timedelta(days=1)
TODAY = DAY + timedelta(days=30)
CHOSEN = DAY + timedelta(days=9)


def talk(format_: Format = Format.HYBRID) -> Session:
    return replace(build.session("talk"), format=format_)


def moved_to(session: Session, day: date, revision: int, *, replaced: bool = False) -> Session:
    """The session after an import moved it to another day."""
    was = Earlier(
        revision, session.title, session.day, session.starts_at, session.ends_at, replaced=replaced
    )
    by = day - session.day
    return replace(
        session,
        day=day,
        starts_at=session.starts_at + by,
        ends_at=session.ends_at + by,
        earlier=(*session.earlier, was),
    )


@pytest.mark.parametrize("tick", [Tick(seen=1), Tick(DAY), Tick(DAY, 1)])
def test_a_date_that_nobody_chose_follows_its_session(tick: Tick) -> None:
    assert date_of(tick, talk()) == DAY
    assert date_of(tick, moved_to(talk(), LATER, 1)) == LATER
    assert date_of(tick, moved_to(talk(), DAY - timedelta(days=1), 1)) == DAY - timedelta(days=1)


def test_a_chosen_date_stays_while_it_can_be() -> None:
    tick = Tick(CHOSEN, 1)
    assert date_of(tick, moved_to(talk(), LATER, 1)) == CHOSEN
    assert date_of(tick, moved_to(talk(), CHOSEN + timedelta(days=1), 1)) == CHOSEN + timedelta(1)
    assert date_of(tick, talk(Format.IN_PERSON)) == DAY


def test_the_attendee_is_told_what_moved_since_they_ticked_it() -> None:
    session = moved_to(moved_to(talk(), LATER, 1), LATER + timedelta(days=1), 3)
    [first] = moved({"talk": Tick(seen=1)}, [session])
    assert (first.code, first.before.day) == ("session_moved", DAY)
    assert first.message == (
        "“Session talk” moved from March 6, 2026 to March 8, 2026 after you selected it."
    )
    [second] = moved({"talk": Tick(seen=2)}, [session])
    assert second.before.day == LATER
    assert moved({"talk": Tick(seen=4)}, [session]) == []
    assert moved({}, [session]) == []


def test_one_that_came_back_to_its_time_did_not_move() -> None:
    session = moved_to(moved_to(talk(), LATER, 1), DAY, 2)
    assert moved({"talk": Tick(seen=1)}, [session]) == []


def test_one_that_was_replaced_is_told_by_both_titles_and_dates() -> None:
    session = replace(moved_to(talk(), LATER, 1, replaced=True), title="Breakfast")
    [told] = moved({"talk": Tick(seen=1)}, [session])
    assert told.code == "session_replaced"
    assert "“Session talk” (March 6, 2026)" in told.message
    assert "“Breakfast” (March 7, 2026)" in told.message


def test_a_page_that_was_open_before_the_import_still_saves() -> None:
    session = moved_to(talk(), LATER, 1)
    assert accepted(session, DAY, None, TODAY, 2) == Tick(seen=1)
    kept = Tick(CHOSEN, 1)
    gone = moved_to(talk(), CHOSEN + timedelta(days=1), 1)
    assert accepted(gone, CHOSEN, kept, TODAY, 2) == kept
    assert accepted(gone, CHOSEN - timedelta(days=1), None, TODAY, 2) == Tick(seen=1)


def test_a_tick_that_stays_keeps_the_revision_it_saw() -> None:
    session = moved_to(talk(), LATER, 1)
    assert accepted(session, LATER, Tick(seen=1), TODAY, 5) == Tick(seen=1)
    assert accepted(session, None, Tick(seen=1), TODAY, 5) == Tick(seen=1)
    assert accepted(session, CHOSEN, Tick(seen=1), TODAY, 5) == Tick(CHOSEN, 5)


def test_other_dates_are_refused_as_before() -> None:
    with pytest.raises(AttendedOnRefused):
        accepted(talk(Format.IN_PERSON), CHOSEN, None, TODAY, 1)
    with pytest.raises(AttendedOnRefused):
        accepted(talk(), DAY - timedelta(days=1), None, TODAY, 1)
    with pytest.raises(AttendedOnRefused):
        accepted(talk(), TODAY + timedelta(days=1), None, TODAY, 1)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["import", "default", "choose", "resend", "old page"]), st.integers(-6, 12)
    ),
    max_size=12,
)


@given(STEPS, st.sampled_from(Format))
def test_any_order_of_imports_and_saves(steps: list[tuple[str, int]], format_: Format) -> None:
    """The server takes back what it sends, and a chosen date stays while it can be."""
    session, revision, tick = talk(format_), 1, Tick(seen=1)
    page = DAY
    chosen: date | None = None
    for step, days in steps:
        day = DAY + timedelta(days=days)
        if step == "import":
            if day != session.day:
                session = moved_to(session, day, revision)
                revision += 1
        elif step == "choose":
            try:
                tick = accepted(session, day, tick, TODAY, revision)
            except AttendedOnRefused:
                continue
            chosen = tick.chosen
        else:
            sent = {"default": None, "resend": date_of(tick, session), "old page": page}[step]
            tick = accepted(session, sent, tick, TODAY, revision)
            chosen = tick.chosen
        page = date_of(tick, session)
        if chosen and format_ is not Format.IN_PERSON and chosen > session.day:
            assert page in (chosen, session.day)
            assert page == chosen or chosen in session.earlier_days
        else:
            assert page == session.day
        assert tick.seen <= revision
