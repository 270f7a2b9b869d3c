"""How long something is waited for: reports on an email, an import's file, the end of the audit's day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from chalicelib.domain.attended_on import after_midnight
from chalicelib.domain.audit_check import last_day, last_day_over
from chalicelib.domain.certificate import CertificateStatus
from chalicelib.domain.delivery import Delivery, DeliveryStatus, settled, takes_long
from chalicelib.domain.feedback import Report, may_overtake
from chalicelib.domain.imports import Import, State, What, may_have_come, never_came
from tests.unit.domain import build

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def _delivery(status: DeliveryStatus) -> Delivery:
    return Delivery(1, 1, "a", "amy@school.example", "amy@school.example", status, NOW)


@pytest.mark.parametrize(
    ("status", "arrived", "came_back"),
    [
        (DeliveryStatus.PENDING, False, False),
        (DeliveryStatus.SENT, True, False),
        (DeliveryStatus.DELIVERED, True, False),
        (DeliveryStatus.BOUNCED, False, True),
        (DeliveryStatus.COMPLAINED, False, True),
        (DeliveryStatus.FAILED, False, True),
        (DeliveryStatus.SKIPPED, False, False),
    ],
)
def test_an_email_arrived_came_back_or_neither(
    status: DeliveryStatus, arrived: bool, came_back: bool
) -> None:
    assert (status.arrived, status.came_back) == (arrived, came_back)


def test_reports_on_a_sent_certificate_are_waited_for_ten_minutes() -> None:
    sent = build.certificate(status=CertificateStatus.SENT, round_at=NOW)
    waiting, reported = [_delivery(DeliveryStatus.SENT)], [_delivery(DeliveryStatus.BOUNCED)]
    assert settled(sent, reported, NOW)
    assert not settled(sent, waiting, NOW + 10 * MINUTE)
    assert settled(sent, waiting, NOW + 10 * MINUTE + SECOND)
    queued = replace(sent, status=CertificateStatus.QUEUED)
    assert not settled(queued, [], NOW + 10 * MINUTE + SECOND)
    assert settled(replace(queued, revoked_at=NOW), waiting, NOW)


def test_two_minutes_are_usual_for_an_unfinished_certificate() -> None:
    made = build.certificate(status=CertificateStatus.MADE, round_at=NOW)
    assert not takes_long(made, NOW + 2 * MINUTE)
    assert takes_long(made, NOW + 2 * MINUTE + SECOND)
    assert not takes_long(replace(made, status=CertificateStatus.SENT), NOW + 3 * MINUTE)


def test_a_report_may_overtake_its_record_for_five_minutes() -> None:
    report = Report("Delivery", "m", NOW, NOW)
    assert may_overtake(report, NOW + 5 * MINUTE - SECOND)
    assert not may_overtake(report, NOW + 5 * MINUTE)


def test_an_imports_file_is_looked_for_after_ten_minutes_and_given_up_after_a_day() -> None:
    found = Import("spring.1", What.SCHEDULE, State.BEGUN, "ed", NOW, NOW)
    assert not may_have_come(found, NOW + 10 * MINUTE - SECOND)
    assert may_have_come(found, NOW + 10 * MINUTE)
    assert not never_came(found, NOW + timedelta(hours=24) - SECOND)
    assert never_came(found, NOW + timedelta(hours=24))


def test_an_audited_day_is_over_a_quarter_of_an_hour_after_midnight_and_kept_after_an_hour() -> (
    None
):
    midnight = datetime(2026, 11, 26, tzinfo=UTC)
    before, the_day = date(2026, 11, 24), date(2026, 11, 25)
    assert last_day_over(midnight + 15 * MINUTE - SECOND) == before
    assert last_day_over(midnight + 15 * MINUTE) == the_day
    assert last_day(midnight + 60 * MINUTE - SECOND) == before
    assert last_day(midnight + 60 * MINUTE) == the_day


def test_a_session_at_half_past_midnight_is_in_the_night_after_its_day() -> None:
    session = build.session()
    assert not after_midnight(session)
    assert after_midnight(replace(session, day=session.day - timedelta(days=1)))
