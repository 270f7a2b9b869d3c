"""Who is looked for, what all claims come to, and when."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.certificate import CertificateStatus
from chalicelib.domain.claim_days import MOST_BARS, periods
from chalicelib.domain.claimant import Claimant, Figures, Latest, Sending, Which, figures, matches
from chalicelib.domain.delivery import DeliveryStatus
from chalicelib.domain.session_counts import Held, session_counts
from samples.world import session

CHICAGO = ZoneInfo("America/Chicago")
AT = datetime(2026, 3, 8, 3, 30, tzinfo=UTC)  # still the evening of the 7th in Chicago


def _one(
    *emails: DeliveryStatus,
    selected: int = 2,
    status: CertificateStatus | None = CertificateStatus.SENT,
    revoked: bool = False,
    at: datetime = AT,
) -> Claimant:
    latest = Latest("ID", "Pat", status, at, 60, revoked) if status else None
    sendings = tuple(Sending(email, at) for email in emails)
    return Claimant("pat", selected, 60, (), at, latest, sendings)


@pytest.mark.parametrize(
    ("one", "there"),
    [
        (_one(status=None), {Which.ALL, Which.NO_CERTIFICATE}),
        (_one(status=None, selected=0), set()),
        (_one(DeliveryStatus.DELIVERED), {Which.ALL}),
        (_one(DeliveryStatus.DELIVERED, DeliveryStatus.BOUNCED), {Which.ALL, Which.RETURNED}),
        (_one(DeliveryStatus.COMPLAINED), {Which.ALL, Which.RETURNED}),
        (_one(DeliveryStatus.FAILED), {Which.ALL, Which.RETURNED}),
        (_one(DeliveryStatus.BOUNCED, revoked=True), {Which.ALL}),
        (_one(status=CertificateStatus.FAILED), {Which.ALL, Which.FAILED}),
        (_one(selected=0), {Which.ALL}),
    ],
)
def test_who_is_found_by_which_filter(one: Claimant, there: set[Which]) -> None:
    assert {which for which in Which if matches(one, which)} == there


def test_each_person_counts_once_in_each_figure() -> None:
    everybody = [
        _one(status=None),
        _one(DeliveryStatus.DELIVERED, DeliveryStatus.DELIVERED),
        _one(DeliveryStatus.BOUNCED),
        _one(DeliveryStatus.DELIVERED, revoked=True),
        _one(status=CertificateStatus.FAILED),
    ]
    assert figures(everybody) == Figures(5, 3, 1, without=1, returned=1, failed=1)


def test_a_day_is_the_conferences_and_empty_ones_lie_between() -> None:
    found = periods(
        [_one(DeliveryStatus.DELIVERED), _one(status=None, at=AT + timedelta(days=2))], CHICAGO
    )
    said = [(one.first, one.claimed, one.issued, one.delivered) for one in found]
    assert said == [
        (date(2026, 3, 7), 1, 1, 1),
        (date(2026, 3, 8), 0, 0, 0),
        (date(2026, 3, 9), 1, 0, 0),
    ]
    assert periods([], CHICAGO) == ()


@settings(max_examples=30)
@given(st.lists(st.integers(0, 4_000), min_size=1, max_size=20))
def test_no_time_is_too_long_for_the_bars_and_nobody_is_left_out(days: list[int]) -> None:
    found = periods([_one(at=AT + timedelta(days=n)) for n in days], CHICAGO)
    assert len(found) <= MOST_BARS
    assert sum(one.claimed for one in found) == sum(one.issued for one in found) == len(days)
    for before, after in pairwise(found):
        assert after.first == before.last + timedelta(days=1)


def test_sessions_are_counted_by_claim_and_by_certificate() -> None:
    program = (session("a"), session("b"), session("lunch", credit=0), session("drinks", credit=0))
    counts = session_counts(
        program,
        (session("gone"), session("forgotten")),
        [Held(["a", "b"], ["a"]), Held(["b", "gone"]), Held(["lunch"], None)],
    )
    said = [(one.session.id, one.ticked, one.certified, one.withdrawn) for one in counts.sessions]
    assert said == [
        ("a", 1, 1, False),
        ("b", 2, 0, False),
        ("lunch", 1, 0, False),
        ("gone", 1, 0, True),
    ]
    assert counts.unknown == 1
