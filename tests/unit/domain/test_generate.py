"""Rule 8: a new certificate, a new round, or the round there is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.certificate import CertificateStatus
from chalicelib.domain.generate import ROUND_INTERVAL, Latest, Outcome, outcome

NOW = datetime(2026, 4, 1, tzinfo=UTC)
SENT = Latest("same", CertificateStatus.SENT, revoked=False, round_at=NOW - timedelta(hours=1))


def test_the_first_is_new() -> None:
    assert outcome(None, "same", NOW) is Outcome.NEW_CERTIFICATE


def test_the_same_content_is_sent_again() -> None:
    assert outcome(SENT, "same", NOW) is Outcome.NEW_ROUND


def test_another_content_supersedes() -> None:
    assert outcome(SENT, "other", NOW) is Outcome.NEW_CERTIFICATE


def test_a_revoked_one_is_never_sent_again() -> None:
    assert outcome(replace(SENT, revoked=True), "same", NOW) is Outcome.NEW_CERTIFICATE


@pytest.mark.parametrize("status", [CertificateStatus.QUEUED, CertificateStatus.MADE])
def test_no_round_opens_while_one_is_open(status: CertificateStatus) -> None:
    assert outcome(replace(SENT, status=status), "same", NOW) is Outcome.SAME_ROUND


def test_one_that_failed_for_good_is_replaced() -> None:
    failed = replace(SENT, status=CertificateStatus.FAILED)
    assert outcome(failed, "same", NOW) is Outcome.NEW_CERTIFICATE


@given(st.timedeltas(timedelta(0), timedelta(minutes=5)))
def test_no_round_opens_within_sixty_seconds_of_the_last(since: timedelta) -> None:
    made = outcome(replace(SENT, round_at=NOW - since), "same", NOW)
    assert (made is Outcome.NEW_ROUND) == (since >= ROUND_INTERVAL)
