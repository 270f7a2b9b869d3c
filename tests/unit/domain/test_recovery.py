"""What was accepted and not sent: queued again, given up, moved back, and told by its age."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.account import Address
from chalicelib.domain.ages import age_in_words
from chalicelib.domain.certificate import CertificateStatus
from chalicelib.domain.delivery import why_skipped
from chalicelib.domain.recovery import (
    FIRST_WAIT,
    MAX_ATTEMPTS,
    Fate,
    given_up,
    overdue,
    why_not_redriven,
)
from tests.unit.domain import build

SENT = build.certificate()
FAILED = replace(SENT, status=CertificateStatus.FAILED)
ADDRESS = Address("alice@school.example", "alice@school.example", verified=True)


@pytest.mark.parametrize("status", CertificateStatus)
def test_only_what_is_queued_or_made_is_unfinished_and_can_be_overdue(
    status: CertificateStatus,
) -> None:
    waiting = status in (CertificateStatus.QUEUED, CertificateStatus.MADE)
    later = build.NOW + timedelta(days=9)
    assert status.unfinished is waiting
    assert overdue(replace(SENT, status=status), later) is waiting


@pytest.mark.parametrize(("attempts", "minutes"), [(0, 15), (1, 30), (5, 480)])
def test_the_wait_doubles_each_time_it_was_queued_again(attempts: int, minutes: int) -> None:
    queued = replace(SENT, status=CertificateStatus.QUEUED, attempts=attempts)
    due = build.NOW + timedelta(minutes=minutes)
    assert overdue(queued, due)
    assert not overdue(queued, due - timedelta(seconds=1))


def test_it_is_given_up_after_six_tries() -> None:
    assert [given_up(replace(SENT, attempts=n)) for n in (MAX_ATTEMPTS - 1, MAX_ATTEMPTS)] == [
        False,
        True,
    ]
    assert not given_up(replace(SENT, attempts=MAX_ATTEMPTS, to_tell=True))
    assert overdue(replace(SENT, attempts=99, to_tell=True), build.NOW + timedelta(hours=16))
    assert timedelta(hours=16) > FIRST_WAIT * (2**MAX_ATTEMPTS - 1)


def test_only_what_failed_and_still_counts_is_moved_back() -> None:
    assert why_not_redriven(FAILED) is None
    assert why_not_redriven(SENT) is Fate.NOT_FAILED
    assert why_not_redriven(replace(FAILED, revoked_at=build.NOW)) is Fate.REVOKED
    assert why_not_redriven(replace(FAILED, superseded_by="another")) is Fate.SUPERSEDED


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(minutes=15), "up to 15 minutes"),
        (timedelta(minutes=16), "up to 1 hour"),
        (timedelta(hours=24), "up to 1 day"),
        (timedelta(hours=25), "more than 1 day"),
    ],
)
def test_an_age_is_told_by_the_first_step_it_is_not_over(age: timedelta, words: str) -> None:
    assert age_in_words(age) == words


def test_a_delivery_is_sent_only_while_the_certificate_stands_and_its_address_takes_email() -> None:
    assert why_skipped(SENT, ADDRESS) == ""
    reasons = [
        why_skipped(replace(SENT, revoked_at=build.NOW), ADDRESS),
        why_skipped(SENT, None),
        why_skipped(SENT, replace(ADDRESS, verified=False)),
        why_skipped(SENT, replace(ADDRESS, deliverable=False)),
    ]
    assert [reason.split(".")[0] for reason in reasons] == [
        "The certificate was revoked before it was sent",
        "This address was no longer verified on your account",
        "This address was no longer verified on your account",
        "Email to this address has been returned",
    ]
