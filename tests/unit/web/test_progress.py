"""What a certificate's page says at each of its states, and when it stops asking."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.domain.certificate import Certificate, CertificateStatus, Location
from chalicelib.domain.delivery import Delivery, DeliveryStatus
from chalicelib.services.certificates.own_certificates import CertificateView
from chalicelib.web.progress import progress

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
CERTIFICATE = Certificate(
    location=Location("alice", "spring", 1),
    public_id="ABCD-2345-EFGH-6789",
    conference_name="Spring",
    name="Alice",
    digest="",
    status=CertificateStatus.SENT,
    issued_at=NOW,
    contact_minutes=60,
    contact_hours="1.00",
    ceus="0.10",
    sessions=1,
    round=1,
    round_at=NOW,
    queued_at=NOW,
)


def _delivery(status: DeliveryStatus, round_number: int = 1) -> Delivery:
    address = f"{status}@school.example"
    return Delivery(1, round_number, status, address, address, status, NOW)


def _view(*statuses: DeliveryStatus, **changes: object) -> CertificateView:
    certificate = replace(CERTIFICATE, **changes)  # type: ignore[arg-type]
    return CertificateView(certificate, tuple(_delivery(status) for status in statuses))


@pytest.mark.parametrize(
    ("view", "headline"),
    [
        (_view(status=CertificateStatus.QUEUED), "is being made"),
        (_view(status=CertificateStatus.MADE), "is being sent"),
        (_view(status=CertificateStatus.FAILED), "could not be made"),
        (_view(), "none of your addresses can receive email"),
        (_view(DeliveryStatus.DELIVERED), "was delivered"),
        (_view(DeliveryStatus.SENT, DeliveryStatus.DELIVERED), "was sent."),
        (_view(DeliveryStatus.BOUNCED, DeliveryStatus.DELIVERED), "delivered to 1 of 2 addresses"),
        (_view(DeliveryStatus.BOUNCED, DeliveryStatus.FAILED), "reached none of your addresses"),
    ],
)
def test_the_headline_says_how_far_it_is(view: CertificateView, headline: str) -> None:
    assert headline in progress(view, NOW).headline


def test_it_is_followed_until_every_mail_is_reported_or_long_overdue() -> None:
    waiting = _view(DeliveryStatus.SENT, DeliveryStatus.DELIVERED)
    assert not progress(waiting, NOW).finished
    assert progress(waiting, NOW + timedelta(minutes=11)).finished
    assert progress(_view(DeliveryStatus.DELIVERED, DeliveryStatus.BOUNCED), NOW).finished
    queued = _view(status=CertificateStatus.QUEUED)
    assert not progress(queued, NOW + timedelta(hours=1)).finished


def test_nobody_waits_for_what_takes_long() -> None:
    queued = _view(status=CertificateStatus.QUEUED)
    assert "longer than usual" in progress(queued, NOW + timedelta(minutes=3)).headline


def test_the_latest_round_is_shown_apart_from_those_before() -> None:
    rounds = (_delivery(DeliveryStatus.BOUNCED, 1), _delivery(DeliveryStatus.DELIVERED, 2))
    shown = progress(CertificateView(replace(CERTIFICATE, round=2), rounds), NOW)
    assert [line.words for line in shown.lines] == ["Delivered"]
    assert not shown.returned
    assert [line.words for line in shown.earlier] == ["Returned"]


def test_every_state_of_a_delivery_has_words() -> None:
    for status in DeliveryStatus:
        assert progress(_view(status), NOW).lines[0].words
