"""Rule 8: a new certificate, a new round, or the round there is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.account import Account, Address
from chalicelib.domain.certificate import CertificateStatus
from chalicelib.domain.delivery import DeliveryStatus
from chalicelib.domain.digest import digest_of
from chalicelib.domain.generate import ROUND_INTERVAL, Decision, decide, spent
from chalicelib.domain.issued import in_next_round, new_certificate
from chalicelib.domain.new_deliveries import new_deliveries
from chalicelib.domain.throttle import Limit
from tests.unit.domain import build

NOW = datetime(2026, 4, 1, tzinfo=UTC)
SENT = build.certificate(digest="same", round_at=NOW - timedelta(hours=1))


def test_the_first_is_new() -> None:
    assert decide(None, "same", NOW) is Decision.NEW_CERTIFICATE


def test_the_same_content_is_sent_again() -> None:
    assert decide(SENT, "same", NOW) is Decision.NEW_ROUND


def test_another_content_supersedes() -> None:
    assert decide(SENT, "other", NOW) is Decision.NEW_CERTIFICATE


def test_a_revoked_one_is_never_sent_again() -> None:
    assert decide(replace(SENT, revoked_at=NOW), "same", NOW) is Decision.NEW_CERTIFICATE


@pytest.mark.parametrize("status", [CertificateStatus.QUEUED, CertificateStatus.MADE])
def test_no_round_opens_while_one_is_open(status: CertificateStatus) -> None:
    assert decide(replace(SENT, status=status), "same", NOW) is Decision.SAME_ROUND


def test_one_that_failed_for_good_is_replaced() -> None:
    failed = replace(SENT, status=CertificateStatus.FAILED)
    assert decide(failed, "same", NOW) is Decision.NEW_CERTIFICATE


@given(st.timedeltas(timedelta(0), timedelta(minutes=5)))
def test_no_round_opens_within_sixty_seconds_of_the_last(since: timedelta) -> None:
    made = decide(replace(SENT, round_at=NOW - since), "same", NOW)
    assert (made is Decision.NEW_ROUND) == (since >= ROUND_INTERVAL)


def test_as_many_are_made_in_a_window_as_its_limit_has() -> None:
    minute, day = Limit(2, timedelta(minutes=1)), Limit(3, timedelta(days=1))
    at = NOW + timedelta(hours=5, seconds=20)
    made = [build.certificate(issued_at=at - timedelta(seconds=ago)) for ago in (21, 20, 0)]
    assert spent(made[:1], [minute, day], at) is None  # the minute before
    assert spent(made[:2], [minute, day], at) is None
    assert spent(made[1:], [minute, day], at) is minute
    assert spent(made, [day], at) is day
    assert spent(made, [minute, day], at + timedelta(seconds=39)) is minute
    assert spent(made, [minute, day], at + timedelta(seconds=40)) is day
    assert spent(made, [minute, day], at + timedelta(days=1)) is None


def test_the_record_says_what_its_snapshot_says() -> None:
    snapshot = build.snapshot(issued_at=NOW)
    made = new_certificate(snapshot, digest_of(snapshot))
    assert (made.status, made.round, made.sessions) == (CertificateStatus.QUEUED, 1, 1)
    assert (made.contact_minutes, made.contact_hours, made.ceus) == (60, "1.00", "0.10")
    assert (made.location.account_id, made.location.number) == ("alice", 1)
    assert made.issued_at == made.round_at == made.queued_at == NOW


def test_another_round_begins_anew() -> None:
    opened = in_next_round(replace(SENT, attempts=3), NOW)
    assert (opened.status, opened.round, opened.attempts) == (CertificateStatus.MADE, 2, 0)
    assert opened.round_at == opened.queued_at == NOW


def test_a_round_goes_to_every_address_that_is_verified_and_deliverable() -> None:
    account = Account(
        "alice",
        "Alice",
        addresses=(
            Address("alice@school.example", "Alice@School.example", True, primary=True),
            Address("alice@home.example", "alice@home.example", True, deliverable=False),
            Address("alice@work.example", "alice@work.example", False),
        ),
    )
    [only] = new_deliveries(account, in_next_round(SENT, NOW))
    assert (only.address, only.normalised) == ("Alice@School.example", "alice@school.example")
    assert (only.number, only.round, only.status, only.at) == (1, 2, DeliveryStatus.PENDING, NOW)
