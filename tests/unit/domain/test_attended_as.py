"""Live or recording: said where the conference asks, otherwise as the date tells."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from chalicelib.domain.attended import attended_sessions
from chalicelib.domain.attended_as import recordings
from chalicelib.domain.certificate import AttendedAs, Mode
from chalicelib.domain.claim_state import claim_state
from chalicelib.domain.claim_sums import claim_credits, claim_totals
from chalicelib.domain.claim_warnings import overlaps
from chalicelib.domain.conference import Format, OverlapPolicy, Policies
from chalicelib.domain.credit_type import CreditType
from chalicelib.domain.digest import digest_of
from chalicelib.domain.eligibility import claimable_sessions
from chalicelib.domain.overlap import live_overlaps
from chalicelib.domain.problem import Problem
from chalicelib.domain.selections import Kept, Requested, check_selections
from chalicelib.domain.tick import Tick
from tests.unit.domain import build

TODAY = build.DAY + timedelta(days=30)
LATER = build.DAY + timedelta(days=3)
TALK = build.session("talk")
ONLINE = replace(
    build.session("online", at="09:30", format=Format.VIRTUAL), credits=(("nbcc", 60),)
)
BOTH = build.session("both", at="13:00", format=Format.HYBRID)
ASKING = Policies(asks_live=True, credit_types=(CreditType("nbcc", "NBCC", live=True),))
PROGRAM = claimable_sessions([TALK, ONLINE, BOTH], ASKING, [build.registration()])
LIVE, RECORDING = AttendedAs.LIVE, AttendedAs.RECORDING


def tick(request: Requested, was: Tick | None = None, *, asks: bool = True) -> Tick | Problem:
    kept = Kept({request.session_id: was} if was else {}, revision=1, asks_live=asks)
    ticks, problems = check_selections([request], PROGRAM, kept, TODAY)
    return problems[0] if problems else ticks[request.session_id]


def code(found: Tick | Problem) -> str:
    assert isinstance(found, Problem)
    return f"{found.field}: {found.code}"


def test_a_recording_can_be_watched_on_the_sessions_own_day() -> None:
    found = tick(Requested("online", attended_as=RECORDING))
    assert found == Tick(None, 1, recording=True)
    assert tick(Requested("online", attended_as=LIVE), Tick(None, 1, recording=True)) == Tick(
        seen=1
    )


def test_live_is_on_its_date_alone() -> None:
    found = tick(Requested("online", LATER, True, LIVE))
    assert code(found) == "selections[0].attended_as: attended_as_live"
    assert isinstance(found, Problem)
    assert "If you watched it later, choose Recording." in found.message


def test_what_says_nothing_leaves_what_was_said() -> None:
    was = Tick(None, 1, recording=True)
    assert tick(Requested("online", build.DAY, True), was) == was
    assert tick(Requested("online", LATER, True), was) == Tick(LATER, 1, recording=True)
    assert tick(Requested("online", LATER, True)) == Tick(LATER, 1)


@pytest.mark.parametrize(("session_id", "asks"), [("talk", True), ("online", False)])
def test_a_recording_is_refused_where_nobody_asks(session_id: str, asks: bool) -> None:
    found = tick(Requested(session_id, attended_as=RECORDING), asks=asks)
    assert code(found) == "selections[0].attended_as: attended_as_not_asked"
    assert tick(Requested(session_id, attended_as=LIVE), asks=asks) == Tick(seen=1)
    # What was said while it asked is taken back.
    kept = Tick(None, 1, recording=True)
    assert tick(Requested(session_id, attended_as=RECORDING), kept, asks=asks) == kept


def test_only_live_ones_count_for_a_type_that_asks_for_it() -> None:
    at = build.conference(policies=ASKING)
    days = {"talk": build.DAY, "online": build.DAY, "both": LATER}
    live = attended_sessions(days, PROGRAM, asks_live=True)
    assert [each.attended_as for each in live] == [None, LIVE, RECORDING]
    assert [each.amount for each in claim_credits(live, at)] == [Decimal("1.00")]
    said = attended_sessions(days, PROGRAM, recordings={"online"}, asks_live=True)
    assert claim_credits(said, at) == ()
    assert (claim_totals(said, at).on_date.minutes, claim_totals(said, at).later.minutes) == (
        60,
        120,
    )
    # Unasked, the date decides, whatever was said before.
    unasked = attended_sessions(days, PROGRAM, recordings={"online"})
    assert [each.attended_as for each in unasked] == [None, None, None]
    assert [each.recorded for each in unasked] == [False, False, True]


def test_a_recording_of_a_hybrid_session_was_online() -> None:
    days = {"both": build.DAY}
    (live,) = attended_sessions(days, PROGRAM, asks_live=True)
    (watched,) = attended_sessions(days, PROGRAM, recordings={"both"}, asks_live=True)
    assert (live.mode, watched.mode) == (Mode.IN_PERSON, Mode.VIRTUAL)


def test_a_session_that_is_in_person_now_was_no_recording() -> None:
    ticks = {"online": Tick(recording=True), "both": Tick(), "gone": Tick(recording=True)}
    assert recordings(ticks, {"online": ONLINE, "both": BOTH}) == {"online"}
    moved = replace(ONLINE, format=Format.IN_PERSON)
    assert recordings(ticks, {"online": moved}) == frozenset()


def test_a_recording_overlaps_nothing() -> None:
    opened = build.opened(TALK, ONLINE, policies=ASKING)
    assert len(overlaps(opened.claim, opened.claimable, OverlapPolicy.WARN)) == 1
    claim = replace(opened.claim, recordings=frozenset({"online"}))
    assert overlaps(claim, opened.claimable, OverlapPolicy.WARN) == []
    found = live_overlaps(claim.selections, [TALK, ONLINE], claim.recordings)
    assert found == {"talk": []}


def test_it_is_another_claim_than_the_one_on_the_certificate() -> None:
    issued = {"online": Tick(None, 1)}
    opened = build.opened(ticks={"online": Tick(None, 1, recording=True)}, issued=issued)
    holdings = replace(opened.holdings, certificates=(build.certificate(),))
    assert claim_state(holdings).redated == 1


def test_a_certificate_that_nobody_asked_for_has_the_digest_it_had() -> None:
    snapshot = build.snapshot(ONLINE)
    (session,) = snapshot.sessions
    said = replace(snapshot, sessions=(replace(session, attended_as=LIVE),))
    assert not snapshot.asked_live
    assert said.asked_live
    assert digest_of(said) != digest_of(snapshot)
