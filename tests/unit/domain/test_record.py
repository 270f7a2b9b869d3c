"""The record: what stands of what a person was issued, and what it adds up to."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from chalicelib.domain.certificate import Certificate, CertificateStatus
from chalicelib.domain.credit_totals import CreditTotal
from chalicelib.domain.printed import sums
from chalicelib.domain.record import day_at_the_newest, make_record, two_years_before
from chalicelib.domain.renewal import Renewal, progress
from tests.unit.domain import build

NOW = build.NOW
FIRST, LAST = NOW.date() - timedelta(days=30), NOW.date()


def _issued(digest: str, issued_at: datetime = NOW, **changes: object) -> Certificate:
    return build.certificate(digest=digest, issued_at=issued_at, **changes)


def test_two_years_end_on_the_day_and_begin_the_day_after() -> None:
    assert two_years_before(date(2026, 11, 26)) == date(2024, 11, 27)
    assert two_years_before(date(2024, 2, 29)) == date(2022, 3, 1)
    assert two_years_before(date(2025, 12, 31)) == date(2024, 1, 1)
    # Nobody means the year 1, but its address can be typed.
    assert [two_years_before(day) for day in (date.min, date(2, 5, 5))] == [date.min, date(1, 5, 6)]


def test_replaced_revoked_and_failed_certificates_are_left_out() -> None:
    stands = _issued("a")
    others = (
        _issued("b", superseded_by="X"),
        _issued("c", revoked_at=NOW),
        _issued("d", status=CertificateStatus.FAILED),
    )
    assert make_record([stands, *others], FIRST, LAST).certificates == (stands,)


def test_both_ends_belong_to_it_and_the_oldest_comes_first() -> None:
    days = [timedelta(days=back) for back in (0, 30, 31, 15)]
    today, first, before, between = (_issued(f"{n}", NOW - back) for n, back in enumerate(days))
    record = make_record([today, first, before, between], FIRST, LAST)
    assert record.certificates == (first, between, today)
    assert (record.first, record.last) == (FIRST, LAST)
    assert make_record([today], FIRST, LAST - timedelta(days=1)).certificates == ()


def test_days_are_those_of_each_certificates_conference() -> None:
    evening = datetime(2026, 3, 11, 3, 0, tzinfo=UTC)  # March 10 in Chicago, 10 PM
    day = date(2026, 3, 10)
    chicago = _issued("a", evening, time_zone="America/Chicago")
    auckland = _issued("b", evening - timedelta(days=1), time_zone="Pacific/Auckland")
    unknown = _issued("c", evening)
    assert [one.issued_on.day for one in (chicago, auckland, unknown)] == [10, 10, 11]
    both = (auckland, chicago)
    assert make_record([unknown, *both], day, day).certificates == both
    assert day_at_the_newest(both, evening) == day
    assert day_at_the_newest([], evening) == date(2026, 3, 11)


def test_the_same_sessions_under_two_licenses_count_once() -> None:
    earlier = _issued("a", NOW - timedelta(days=1), content="same")
    later = _issued("b", content="same")
    assert make_record([later, earlier], FIRST, LAST).certificates == (earlier,)


def test_totals_are_the_sums_of_what_was_printed() -> None:
    nbcc = CreditTotal(
        "nbcc", "NBCC clock hours", "hours", 60, Decimal("1.00"), False, 30, Decimal("0.50")
    )
    capped = CreditTotal("nbcc", "NBCC", "hours", 45, Decimal("0.75"), True, 15, Decimal("0.25"))
    points = CreditTotal("nbcc", "NBCC points", "points", 10, Decimal(10))
    held = [
        _issued("a", contact_minutes=90, contact_hours="1.50", ceus="0.15", credits=(nbcc,)),
        _issued(
            "b", contact_minutes=45, contact_hours="0.75", ceus="0.08", credits=(capped, points)
        ),
    ]
    totals = make_record(held, FIRST, LAST).totals
    assert totals.contact_minutes == 135
    assert (str(totals.contact_hours), str(totals.ceus)) == ("2.25", "0.23")
    both = CreditTotal(
        "nbcc", "NBCC clock hours", "hours", 105, Decimal("1.75"), True, 45, Decimal("0.75")
    )
    assert totals.credits == (both, points)


def test_totals_have_the_places_that_certificates_print() -> None:
    one = _issued("a", contact_hours="7.9", ceus="0.8")
    totals = make_record([one, _issued("b", contact_hours="0.75", ceus="0.3")], FIRST, LAST).totals
    assert (str(totals.contact_hours), str(totals.ceus)) == ("8.65", "1.1")
    printed = {kind.value: str(amount) for kind, amount in sums([one])}
    assert printed == {"contact_hours": "7.9", "ceus": "0.8"}


def test_an_empty_record_adds_up_to_nothing() -> None:
    totals = make_record([], FIRST, LAST).totals
    assert (totals.contact_minutes, str(totals.contact_hours), str(totals.ceus)) == (
        0,
        "0.00",
        "0.00",
    )
    assert totals.credits == ()


def test_progress_in_a_type_of_two_units_counts_in_that_of_most_minutes() -> None:
    points = CreditTotal("nbcc", "NBCC points", "points", 50, Decimal(1))
    hours = CreditTotal("nbcc", "NBCC clock hours", "hours", 300, Decimal("5.00"))
    renewal = Renewal("Texas", LAST, 2, counts="nbcc")
    for order in ([points, hours], [hours, points]):
        held = [_issued(one.unit, credits=(one,)) for one in order]
        found = progress(renewal, make_record(held, FIRST, LAST))
        assert (str(found.earned), found.unit) == ("5.00", "NBCC clock hours")


@pytest.mark.parametrize("ends_on", [date(2024, 2, 29), date(2023, 2, 28), date(2024, 3, 1)])
@pytest.mark.parametrize("years", [1, 2, 4, 5])
def test_each_day_is_in_one_window_of_a_renewal(ends_on: date, years: int) -> None:
    renewal = Renewal("Texas", ends_on, years)
    _, last = renewal.window(ends_on)
    for _ in range(6):
        following = renewal.window(last + timedelta(days=1))
        assert following[0] == last + timedelta(days=1)
        assert renewal.window(following[1]) == following
        last = following[1]
