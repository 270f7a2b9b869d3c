"""Rules 1 to 4: connected, listed, claimable, and a reason for every exclusion."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.conference import Conference, Format, Policies, Session
from chalicelib.domain.eligibility import claimable, claimable_sessions
from chalicelib.domain.listing import has_ended, why_not_listed
from chalicelib.domain.reasons import SENTENCES, Reason, listing_sentence, sentence
from chalicelib.domain.registration import Attendance, Registration, RegistrationStatus
from tests.unit.domain import build

FIRST_YEAR = 2022
AFTER = datetime(2026, 4, 1, tzinfo=UTC)
VIRTUAL = build.registration(attendance=Attendance.VIRTUAL)


def _why(conference: Conference, *held: Registration, now: datetime = AFTER) -> Reason | None:
    return why_not_listed(conference, held or [build.registration()], now, FIRST_YEAR)


def _reason(session: Session, policies: Policies, *held: Registration) -> Reason | None:
    return claimable(session, policies, held).reason


def test_a_conference_that_has_ended_is_listed() -> None:
    assert _why(build.conference()) is None


def test_a_cancelled_registration_does_not_connect_but_one_beside_it_does() -> None:
    cancelled = build.registration(status=RegistrationStatus.CANCELLED)
    assert _why(build.conference(), cancelled) is Reason.CANCELLED_REGISTRATION
    assert _why(build.conference(), cancelled, build.registration()) is None


@pytest.mark.parametrize(("year", "reason"), [(2021, Reason.TOO_EARLY), (2022, None)])
def test_2022_is_the_first_year_and_the_year_is_that_of_its_first_day(
    year: int, reason: Reason | None
) -> None:
    first_day = build.DAY.replace(year=year, month=12, day=31)
    conference = build.conference(starts_on=first_day, ends_on=first_day + timedelta(days=2))
    assert _why(conference) is reason


def test_a_conference_without_credit_is_not_listed() -> None:
    assert _why(build.conference(eligible_sessions=0)) is Reason.NO_ELIGIBLE_SESSIONS


def test_the_last_day_ends_at_midnight_in_the_conferences_own_zone() -> None:
    conference = build.conference(last_ends_at=None)
    last_minute = datetime(2026, 3, 8, 23, 59, tzinfo=ZoneInfo(build.ZONE))
    assert not has_ended(conference, last_minute)
    assert has_ended(conference, last_minute + timedelta(minutes=1))


def test_a_last_session_past_midnight_keeps_the_conference_open() -> None:
    ends = datetime(2026, 3, 9, 1, 30, tzinfo=ZoneInfo(build.ZONE))
    conference = build.conference(last_ends_at=ends)
    assert not has_ended(conference, ends - timedelta(seconds=1))
    assert has_ended(conference, ends)


def test_the_night_that_daylight_saving_begins_is_an_hour_shorter() -> None:
    # Chicago springs forward on 2026-03-08: its midnight is 05:00 UTC, the day before's 06:00.
    conference = build.conference(last_ends_at=None)
    assert not has_ended(conference, datetime(2026, 3, 9, 4, 59, tzinfo=UTC))
    assert has_ended(conference, datetime(2026, 3, 9, 5, 0, tzinfo=UTC))


def test_a_session_without_credit_says_so() -> None:
    assert _reason(build.session(credit=0), Policies(), build.registration()) is Reason.NO_CREDIT


def test_types_limit_only_where_the_conference_limits_by_type() -> None:
    workshop = build.session(types=("full",))
    student = build.registration(type="student")
    assert _reason(workshop, Policies(), student) is None
    assert _reason(workshop, Policies(limit_by_type=True), student) is Reason.WRONG_TYPE
    assert _reason(workshop, Policies(limit_by_type=True), build.registration(type=" Full")) is None


def test_days_limit_only_where_the_conference_limits_by_days() -> None:
    friday_only = build.registration(days=(build.DAY,))
    saturday = build.session(day=build.DAYS[1])
    assert _reason(saturday, Policies(), friday_only) is None
    assert _reason(saturday, Policies(limit_by_days=True), friday_only) is Reason.DATE_NOT_COVERED
    assert _reason(saturday, Policies(limit_by_days=True), build.registration()) is None


def test_a_session_past_midnight_is_covered_by_the_day_it_belongs_to() -> None:
    late = build.session(day=build.DAY, starts_on=build.DAYS[1], at="00:30")
    policies = Policies(limit_by_days=True)
    assert _reason(late, policies, build.registration(days=(build.DAY,))) is None
    assert (
        _reason(late, policies, build.registration(days=(build.DAYS[1],)))
        is Reason.DATE_NOT_COVERED
    )


@pytest.mark.parametrize(
    ("offered", "reason"),
    [(Format.IN_PERSON, Reason.IN_PERSON_ONLY), (Format.HYBRID, None), (Format.VIRTUAL, None)],
)
def test_bob_who_attended_virtually_claims_virtual_and_hybrid_sessions(
    offered: Format, reason: Reason | None
) -> None:
    assert _reason(build.session(format=offered), Policies(), VIRTUAL) is reason


def test_a_conference_may_let_virtual_registrations_claim_everything() -> None:
    lifted = Policies(virtual_may_claim_in_person=True)
    assert _reason(build.session(), lifted, VIRTUAL) is None


def test_only_virtual_registrations_may_claim_is_known() -> None:
    hybrid = build.session(format=Format.HYBRID)
    assert claimable(hybrid, Policies(), [VIRTUAL]).virtual_only
    assert not claimable(hybrid, Policies(), [VIRTUAL, build.registration()]).virtual_only


def test_the_reason_shown_is_that_of_the_registration_nearest_to_it() -> None:
    policies = Policies(limit_by_type=True, limit_by_days=True)
    workshop = build.session(types=("full",), day=build.DAYS[1])
    wrong_type = build.registration(type="student")
    wrong_day = build.registration(type="full", days=(build.DAY,))
    assert _reason(workshop, policies, wrong_type, wrong_day) is Reason.DATE_NOT_COVERED


@given(build.sessions, build.policies, st.lists(build.registrations, min_size=1, max_size=4))
def test_what_either_registration_may_claim_both_may(
    session: Session, policies: Policies, held: list[Registration]
) -> None:
    alone = [claimable(session, policies, [one]).allowed for one in held]
    assert claimable(session, policies, held).allowed == any(alone)


@given(build.sessions, build.policies, st.lists(build.registrations, max_size=4))
def test_a_cancelled_registration_changes_nothing(
    session: Session, policies: Policies, held: list[Registration]
) -> None:
    confirmed = [one for one in held if one.confirmed]
    assert claimable(session, policies, held) == claimable(session, policies, confirmed)


@given(
    st.lists(build.sessions, max_size=8, unique_by=lambda s: s.id),
    build.policies,
    st.lists(build.registrations, max_size=3),
)
def test_every_session_is_claimable_or_has_a_reason_with_a_sentence(
    sessions: list[Session], policies: Policies, held: list[Registration]
) -> None:
    for found in claimable_sessions(sessions, policies, held).values():
        assert found.allowed == (found.reason is None)
        assert found.reason is None or sentence(found.reason).endswith(".")


def test_every_reason_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Reason)
    assert "before 2022" in listing_sentence(Reason.TOO_EARLY, FIRST_YEAR, build.DAY)
