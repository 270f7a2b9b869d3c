"""Rule 7: two sessions overlap when their times do and both were attended live."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.conference import Format, Session
from chalicelib.domain.overlap import live_overlaps, overlap, overlapping
from tests.unit.domain import build

DAY = build.DAY
MORNING = build.session("morning", at="09:00")
CLASH = build.session("clash", at="09:30", format=Format.VIRTUAL)
NEXT = build.session("next", at="10:00")


def _live(*sessions: Session) -> list[tuple[Session, date]]:
    return [(session, session.day) for session in sessions]


def test_times_that_cross_overlap() -> None:
    assert overlapping(_live(CLASH, MORNING)) == [("morning", "clash")]


def test_of_two_that_begin_at_once_the_smaller_id_is_first() -> None:
    twins = [build.session(id_, at="09:00") for id_ in ("b", "a")]
    assert overlapping(_live(*twins)) == [("a", "b")]


def test_rows_name_others_in_the_order_of_the_program_and_no_recordings() -> None:
    long = build.session("long", at="08:00", minutes=180)
    later = DAY + timedelta(days=3)
    program = [long, NEXT, CLASH, MORNING]
    found = live_overlaps({"next": DAY, "clash": DAY, "morning": later}, program)
    assert found == {"long": ["next", "clash"], "next": ["clash"], "clash": ["next"]}


def test_one_that_begins_as_another_ends_does_not() -> None:
    assert overlapping(_live(MORNING, NEXT)) == []


def test_a_recording_watched_later_does_not() -> None:
    later = CLASH.day + timedelta(days=3)
    assert overlapping([(MORNING, MORNING.day), (CLASH, later)]) == []


def test_a_row_names_the_selected_sessions_it_would_overlap_with() -> None:
    found = live_overlaps({"morning": MORNING.day}, [MORNING, CLASH, NEXT])
    assert found == {"morning": [], "clash": ["morning"], "next": []}


def test_a_session_of_no_minutes_overlaps_nothing_in_rows_and_pairs_alike() -> None:
    empty = build.session("empty", at="09:20", minutes=0)
    assert not overlap(MORNING, empty)
    assert not overlap(empty, MORNING)
    assert overlapping(_live(MORNING, empty)) == []
    assert live_overlaps({"morning": DAY, "empty": DAY}, [MORNING, empty]) == {
        "morning": [],
        "empty": [],
    }


@given(st.lists(build.sessions, max_size=12, unique_by=lambda s: s.id))
def test_every_pair_and_no_other_is_found(sessions: list[Session]) -> None:
    expected = {
        frozenset((a.id, b.id))
        for a in sessions
        for b in sessions
        if a.id != b.id
        and a.starts_at < b.ends_at
        and b.starts_at < a.ends_at
        and a.starts_at < a.ends_at
        and b.starts_at < b.ends_at
    }
    found = overlapping(_live(*sessions))
    assert {frozenset(pair) for pair in found} == expected
    assert len(found) == len(expected)


@given(st.lists(build.sessions, max_size=12, unique_by=lambda s: s.id), st.data())
def test_rows_and_pairs_agree(sessions: list[Session], data: st.DataObject) -> None:
    selected = {s.id: s.day for s in sessions if data.draw(st.booleans())}
    pairs = overlapping([(s, s.day) for s in sessions if s.id in selected])
    rows = live_overlaps(selected, sessions)
    from_rows = {frozenset((a, b)) for a in selected for b in rows.get(a, [])}
    assert from_rows == {frozenset(pair) for pair in pairs}
