"""What a selection may hold, what becomes of it, and what it adds up to (rules 5 to 9)."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.attended import attended_sessions
from chalicelib.domain.certificate import Mode
from chalicelib.domain.claim import Claim
from chalicelib.domain.claim_sums import claim_totals
from chalicelib.domain.claim_warnings import overlaps, unclaimable
from chalicelib.domain.conference import Format, OverlapPolicy, Policies, Session
from chalicelib.domain.eligibility import claimable_sessions
from chalicelib.domain.problem import Problem
from chalicelib.domain.reasons import Reason
from chalicelib.domain.selections import Kept, Requested, check_selections
from chalicelib.domain.tick import Tick, settled
from tests.unit.domain import build

TODAY = build.DAY + timedelta(days=30)
TALK = build.session("talk")
ONLINE = build.session("online", at="13:00", minutes=45, format=Format.VIRTUAL)
LUNCH = build.session("lunch", at="12:00", credit=0)
PROGRAM = claimable_sessions([TALK, LUNCH, ONLINE], Policies(), [build.registration()])


def _check(
    *requested: Requested, kept: dict[str, date] | None = None
) -> tuple[dict[str, date], list[Problem]]:
    """What is kept, as dates, of a request after `kept`, which version 0.1.0 stored."""
    known = {session.id: session for session in (TALK, LUNCH, ONLINE)}
    before = Kept({key: Tick(day) for key, day in (kept or {}).items()}, kept or {}, known, 1)
    ticks, problems = check_selections(requested, PROGRAM, before, TODAY)
    return settled(ticks, known, build.DAY), problems


def test_a_date_left_out_is_the_sessions_and_null_deselects() -> None:
    selections, problems = _check(Requested("talk"), Requested("online", None, given=True))
    assert (selections, problems) == ({"talk": TALK.day}, [])


def test_every_bad_selection_is_named() -> None:
    _, problems = _check(
        Requested("nothing"),
        Requested("lunch"),
        Requested("talk", TODAY, given=True),
        Requested("online"),
        Requested("online"),
    )
    assert [(p.field, p.code) for p in problems] == [
        ("selections[0].session_id", "unknown_session"),
        ("selections[1].session_id", "no_credit"),
        ("selections[2].attended_on", "attended_on_fixed"),
        ("selections[4].session_id", "duplicate"),
    ]


def test_a_session_withdrawn_while_the_page_was_open_is_named_by_its_title() -> None:
    gone = build.session("gone")
    _, problems = check_selections(
        [Requested("gone")], PROGRAM, Kept(sessions={"gone": gone}), TODAY
    )
    assert [p.message for p in problems] == [f"“{gone.title}” was withdrawn from the program."]


def test_a_selection_that_became_unclaimable_is_kept_and_flagged() -> None:
    kept = {"lunch": LUNCH.day, "gone": build.DAY}
    selections, problems = _check(Requested("lunch"), Requested("gone"), kept=kept)
    assert (selections, problems) == (kept, [])
    codes = [warning.code for warning in unclaimable(kept, PROGRAM)]
    assert codes == [Reason.NO_CREDIT, "session_removed"]


def test_one_that_became_unclaimable_may_not_be_moved() -> None:
    _, problems = _check(Requested("lunch", TODAY, given=True), kept={"lunch": LUNCH.day})
    assert [p.code for p in problems] == ["no_credit"]


def test_a_certificate_lists_sessions_in_the_schedules_order_and_only_claimable_ones() -> None:
    attended = attended_sessions({"online": TODAY, "talk": TALK.day, "lunch": TODAY}, PROGRAM)
    assert [(s.id, s.attended_on, s.mode) for s in attended] == [
        ("talk", TALK.day, Mode.IN_PERSON),
        ("online", TODAY, Mode.VIRTUAL),
    ]


def test_later_is_what_was_attended_after_the_sessions_date() -> None:
    attended = attended_sessions({"online": TODAY, "talk": TALK.day}, PROGRAM)
    made = claim_totals(attended, build.conference())
    assert (made.on_date.minutes, made.later.minutes, made.total.minutes) == (60, 45, 105)


def test_a_session_that_an_import_moved_later_was_not_attended_before_it() -> None:
    attended = attended_sessions({"online": build.DAY - timedelta(days=1)}, PROGRAM)
    assert attended[0].attended_on == ONLINE.day


def test_overlaps_warn_block_or_pass_as_the_conference_says() -> None:
    clash = build.session("clash", at="09:30")
    program = claimable_sessions([TALK, clash], Policies(), [build.registration()])
    both = {"talk": build.DAY, "clash": build.DAY}
    [warning] = overlaps(Claim("spring", selections=both), program, OverlapPolicy.WARN)
    assert warning.session_ids == ("talk", "clash")
    assert "Session talk" in warning.message
    assert overlaps(Claim("spring", selections=both), program, OverlapPolicy.ALLOW) == []
    assert (
        "Keep only one"
        in overlaps(Claim("spring", selections=both), program, OverlapPolicy.BLOCK)[0].message
    )


@given(
    st.lists(build.sessions, max_size=8, unique_by=lambda s: s.id),
    build.policies,
    st.lists(build.registrations, max_size=3),
    st.lists(st.integers(0, 99).map(lambda n: f"s{n}"), max_size=8),
    st.integers(-5, 40),
)
def test_what_is_accepted_can_be_generated(
    sessions: list[Session],
    policies: Policies,
    held: list,  # type: ignore[type-arg]
    asked: list[str],
    moved: int,
) -> None:
    program = claimable_sessions(sessions, policies, held)
    wanted = build.DAY + timedelta(days=moved)
    requested = [Requested(session_id, wanted, given=True) for session_id in asked]
    known = {session.id: session for session in sessions}
    ticks, problems = check_selections(requested, program, Kept(), TODAY)
    selections = settled(ticks, known, build.DAY)
    assert len(selections) + len(problems) == len(asked)
    assert unclaimable(selections, program) == []
    attended = attended_sessions(selections, program)
    assert {session.id: session.attended_on for session in attended} == selections
