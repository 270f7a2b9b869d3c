"""What stands in the way of Generate: every obstacle, in the order in which the page says them."""

from datetime import date, timedelta

from chalicelib.domain.conference import OverlapPolicy, Policies
from chalicelib.domain.obstacles import closed, obstacles
from chalicelib.domain.problem import Code
from tests.unit.domain import build

TALK, CLASH = build.session("talk"), build.session("clash", at="09:30")
LUNCH = build.session("lunch", at="12:00", credit=0)


def test_nothing_stands_in_the_way_of_a_selected_session_and_a_name() -> None:
    assert obstacles(build.opened(TALK), "Alice") == []


def test_all_of_them_are_told_and_a_deadline_is_none_of_them() -> None:
    opened = build.opened(
        TALK,
        CLASH,
        LUNCH,
        policies=Policies(deadline=build.DAY, overlap=OverlapPolicy.BLOCK),
        refused="Issued in error.",
    )
    assert [(p.field, p.code) for p in obstacles(opened, "")] == [
        ("conference", "revoked"),
        ("name", "required"),
        ("selections.lunch", "no_credit"),
        ("selections.talk+clash", "overlap"),
    ]


def test_a_page_on_which_no_name_was_typed_yet_does_not_ask_for_one() -> None:
    assert obstacles(build.opened(TALK)) == []
    assert [p.code for p in obstacles(build.opened())] == [Code.NOTHING_SELECTED]


def test_overlaps_stand_in_the_way_only_where_the_conference_blocks_them() -> None:
    for policy in (OverlapPolicy.WARN, OverlapPolicy.ALLOW):
        assert obstacles(build.opened(TALK, CLASH, policies=Policies(overlap=policy))) == []


def test_a_session_that_left_the_program_is_named_by_its_id() -> None:
    opened = build.opened(TALK, selections={"gone": build.DAY})
    [problem] = obstacles(opened)
    assert (problem.field, problem.code) == ("selections.gone", "session_removed")


def test_claims_are_open_on_the_day_of_the_deadline_and_closed_the_day_after() -> None:
    policies = Policies(deadline=date(2026, 11, 20))
    assert closed(build.opened(TALK, policies=policies, today=date(2026, 11, 20))) == []
    later = build.opened(TALK, policies=policies, today=date(2026, 11, 20) + timedelta(days=1))
    [problem] = closed(later)
    assert problem.message == (
        "Claims for this conference closed on November 20, 2026, so your selection can't be "
        "changed anymore. You can still generate your certificate from what was saved."
    )
