"""What an organizer set by hand stays when the schedule is imported again, and the plan says so."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.conference import Session
from chalicelib.importing.schedule import set_by_hand
from chalicelib.importing.schedule.eligible import Credit, rules_from
from chalicelib.importing.schedule.plan import Request, plan
from chalicelib.importing.schedule.planned import Plan
from chalicelib.importing.source import Source
from chalicelib.store.claims.conferences import StoredConference
from samples import world

HEAD = "id,title,date,starts_at,ends_at,room,contact_minutes"
FILE = (
    f"a,Ethics of Care,{world.FIRST_DAY},09:00,10:00,Hall A,60",
    f"b,Play Therapy,{world.FIRST_DAY},11:00,12:00,Hall B,60",
)


def _planned(stored: StoredConference, *rows: str, head: str = HEAD, **asked: object) -> Plan:
    file = Source("file.csv", "\n".join([head, *(rows or FILE)]).encode())
    return plan(Request(file, "spring", **asked), stored)  # type: ignore[arg-type]


def _stored(planned: Plan | None = None) -> StoredConference:
    empty = StoredConference(world.spring(), (), 1)
    found = planned or _planned(empty)
    return StoredConference(found.conference, found.sessions, 2, found.withdrawn)


def _by_hand(stored: StoredConference, key: str, **fields: object) -> StoredConference:
    """An organizer sets fields of a session."""
    sessions = tuple(
        set_by_hand.marked(replace(one, **fields), one) if one.id == key else one  # type: ignore[arg-type]
        for one in stored.sessions
    )
    return replace(stored, sessions=sessions)


def _one(planned: Plan, key: str) -> Session:
    [found] = [one for one in planned.sessions if one.id == key]
    return found


def test_the_same_file_again_changes_nothing_that_was_set_and_says_what_stays() -> None:
    stored = _by_hand(_stored(), "a", title="Ethics in Care", room="Hall C", contact_minutes=45)
    again = _planned(stored)
    assert not again.changes_anything
    assert again.changes.by_hand == (
        "a “Ethics in Care”: title Ethics in Care (the file has Ethics of Care); "
        "contact minutes 45 (the file has 60); room Hall C (the file has Hall A)",
    )
    assert "1 session keeps what was set by hand; --take-file takes what the file has." in [
        note.sentence for note in again.notes
    ]


def test_what_was_not_set_follows_the_file() -> None:
    stored = _by_hand(_stored(), "a", room="Hall C")
    found = _planned(stored, FILE[0].replace("09:00", "08:00").replace("Hall A", "Hall D"), FILE[1])
    moved = _one(found, "a")
    assert (moved.starts_at.hour, moved.room) == (8, "Hall C")
    assert found.changes.moved
    assert "room Hall C (the file has Hall D)" in found.changes.by_hand[0]


def test_a_session_renamed_and_moved_by_hand_is_known_by_what_the_file_called_it() -> None:
    """Without it every later import would ask which of two sessions is meant."""
    stored = _stored()
    start = stored.sessions[0].starts_at + timedelta(hours=5)
    by_hand = _by_hand(
        stored, "a", title="Ethics", starts_at=start, ends_at=start + timedelta(hours=1)
    )
    again = _planned(by_hand)
    assert not again.changes_anything
    assert _one(again, "a").starts_at == start
    no_ids = _planned(by_hand, *(row.split(",", 1)[1] for row in FILE), head=HEAD[3:])
    assert _one(no_ids, "a").title == "Ethics"
    assert not no_ids.changes.added


def test_the_files_own_name_is_remembered_as_it_changes() -> None:
    stored = _by_hand(_stored(), "a", title="Ethics")
    renamed = _planned(stored, FILE[0].replace("Ethics of Care", "Care"), FILE[1])
    assert renamed.changes_anything
    assert not renamed.changes.changed
    mark = _one(renamed, "a").by_hand
    assert mark
    assert mark.title == "Care"


def test_credit_switched_off_by_hand_is_not_switched_on_by_an_option() -> None:
    stored = _by_hand(_stored(), "a", contact_minutes=0)
    rows = [row.rpartition(",")[0] for row in FILE]
    credit = Credit(rules_from(["all"]))
    again = _planned(stored, *rows, head=HEAD.rpartition(",")[0], credit=credit)
    assert _one(again, "a").contact_minutes == 0
    assert "contact minutes 0 (the file has 60)" in again.changes.by_hand[0]


@pytest.mark.parametrize("take_file", [False, True])
def test_a_session_added_by_hand_is_withdrawn_only_when_told(take_file: bool) -> None:
    stored = _stored()
    extra = set_by_hand.added(world.session("h-1", at="15:00"))
    stored = replace(stored, sessions=(*stored.sessions, extra))
    assert _planned(stored).changes.kept == ("h-1 “Title of h-1”: added by hand",)
    found = _planned(stored, prune=True, take_file=take_file)
    assert bool(found.changes.withdrawn) is take_file
    assert ("h-1" in {one.id for one in found.sessions}) is not take_file
    said = [note.sentence for note in found.notes]
    assert any("can't withdraw it unless you add --take-file" in one for one in said) is (
        not take_file
    )


def test_a_file_that_has_an_added_session_takes_it_on_and_keeps_what_was_set() -> None:
    stored = _stored()
    extra = set_by_hand.added(world.session("h-1", at="15:00", minutes=50))
    stored = replace(stored, sessions=(*stored.sessions, extra))
    row = f"c,Title of h-1,{world.FIRST_DAY},15:00,16:00,Hall C,0"
    found = _planned(stored, *FILE, row)
    taken = _one(found, "h-1")
    assert (taken.contact_minutes, taken.room, taken.source_id) == (50, "Hall C", "c")
    assert taken.by_hand
    assert not taken.by_hand.put_in
    later = StoredConference(found.conference, found.sessions, 3, found.withdrawn)
    assert _planned(later, prune=True).changes.withdrawn == ("h-1 “Title of h-1”",)


@pytest.mark.parametrize("take_file", [False, True])
def test_a_session_cancelled_by_hand_comes_back_only_when_told(take_file: bool) -> None:
    stored = _stored()
    gone = set_by_hand.cancelled(stored.sessions[0])
    stored = replace(stored, sessions=stored.sessions[1:], withdrawn=(gone,))
    found = _planned(stored, take_file=take_file)
    assert bool(found.changes.returned) is take_file
    if not take_file:
        assert not found.changes_anything
        assert found.changes.by_hand == ("a “Ethics of Care”: stays cancelled; the file has it",)
        assert found.withdrawn == (gone,)


def test_taking_the_file_shows_what_it_changes() -> None:
    stored = _by_hand(_stored(), "a", room="Hall C")
    found = _planned(stored, take_file=True)
    assert found.changes.changed == ("a “Ethics of Care”: room Hall C → Hall A",)
    assert _one(found, "a").by_hand is None


def test_a_session_put_back_by_hand_stays_when_the_file_lacks_it() -> None:
    stored = _stored()
    back = set_by_hand.put_back(stored.sessions[1])
    stored = replace(stored, sessions=(stored.sessions[0], back))
    assert not _planned(stored, FILE[0], prune=True).changes.withdrawn
    hand = set_by_hand.put_back(set_by_hand.cancelled(stored.sessions[0]))
    assert hand.by_hand is None
