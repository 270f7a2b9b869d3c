"""A process keeps the schedules it read, and never one that has changed since."""

from dataclasses import replace

import pytest

from chalicelib.store.claims import conferences
from chalicelib.store.claims.kept import MOST
from chalicelib.store.conferences_table import ConferenceItem
from samples import world
from tests.support import calls


@pytest.fixture(autouse=True)
def another_process(people: None) -> None:
    conferences.KEPT.clear()


def _calls() -> list[str]:
    calls.made.clear()
    assert conferences.load("spring") is not None
    return list(calls.made)


def test_a_schedule_is_read_once_and_then_its_head_alone() -> None:
    assert _calls() == ["Query"]
    assert _calls() == ["GetItem"]
    assert _calls() == ["GetItem"]


def test_a_change_by_another_process_is_seen_at_once() -> None:
    before = conferences.load("spring")
    assert before is not None
    world.hold(world.spring(name="Renamed"))
    after = conferences.load("spring")
    assert after is not None
    assert after.conference.name == "Renamed"
    assert after.revision == before.revision + 1


def test_a_restored_table_with_the_same_revision_is_another_one() -> None:
    first = conferences.load("spring")
    assert first is not None
    ConferenceItem("spring", "CONFERENCE").delete()
    renamed = replace(first.conference, name="As it was last week")
    conferences.save(renamed, first.sessions, expected_revision=0)
    again = conferences.load("spring")
    assert again is not None
    assert (again.revision, again.conference.name) == (first.revision, "As it was last week")


def test_what_is_gone_is_not_kept() -> None:
    assert conferences.load("spring") is not None
    ConferenceItem("spring", "CONFERENCE").delete()
    assert conferences.load("spring") is None


def test_what_0_1_0_wrote_is_read_each_time() -> None:
    ConferenceItem("spring", "CONFERENCE").update([ConferenceItem.stamp.remove()])
    assert _calls() == ["Query"]
    assert _calls() == ["Query"]


def test_only_so_many_are_kept() -> None:
    for number in range(MOST + 3):
        world.hold(world.spring(id=f"spring-{number}"))
        conferences.load(f"spring-{number}")
    assert len(conferences.KEPT) == MOST
