"""How far a certificate is, in the words of its page: steps, deliveries, and what to do next."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.certificate import Certificate, CertificateStatus
from chalicelib.domain.delivery import Delivery, DeliveryStatus, settled, takes_long
from chalicelib.services.certificates.own_certificates import CertificateView

_WORDS = {
    DeliveryStatus.PENDING: "Waiting to be sent",
    DeliveryStatus.SENT: "Sent, not yet confirmed by your email provider",
    DeliveryStatus.DELIVERED: "Delivered",
    DeliveryStatus.BOUNCED: "Returned",
    DeliveryStatus.COMPLAINED: "Reported as spam",
    DeliveryStatus.FAILED: "Could not be sent",
    DeliveryStatus.SKIPPED: "Not sent",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One address: `kind` is good, bad, or wait."""

    address: str
    words: str
    detail: str
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Progress:
    """`headline` is one sentence; `earlier` are the emails of rounds before."""

    certificate: Certificate
    headline: str
    lines: list[Line]
    earlier: list[Line]
    finished: bool
    returned: bool
    in_mailboxes: bool


def progress(view: CertificateView, now: datetime) -> Progress:
    """The latest round of a certificate."""
    certificate = view.certificate
    deliveries = [d for d in view.deliveries if d.round == certificate.round]
    return Progress(
        certificate=certificate,
        headline=_headline(certificate, deliveries, now),
        lines=[_line(delivery) for delivery in deliveries],
        earlier=[_line(d) for d in view.deliveries if d.round != certificate.round],
        finished=settled(certificate, deliveries, now),
        returned=any(d.status.came_back for d in deliveries),
        in_mailboxes=any(d.status.arrived for d in deliveries),
    )


def _line(delivery: Delivery) -> Line:
    kind = (
        "good"
        if delivery.status is DeliveryStatus.DELIVERED
        else "bad"
        if delivery.status.came_back
        else "wait"
    )
    return Line(delivery.address, _WORDS[delivery.status], delivery.detail, kind, delivery.at)


def _headline(certificate: Certificate, deliveries: list[Delivery], now: datetime) -> str:
    if certificate.revoked:
        return "This certificate was revoked."
    if certificate.status is CertificateStatus.FAILED:
        return "Your certificate could not be made. Your selection is safe."
    if takes_long(certificate, now):
        return "This is taking longer than usual. You can leave this page; we'll email it."
    if certificate.status is CertificateStatus.QUEUED:
        return "Your certificate is being made. This takes a few seconds."
    if certificate.status is CertificateStatus.MADE:
        return "Your certificate is ready and is being sent."
    if not deliveries and certificate.reissue:
        return (
            "The organizer reissued your certificate. It wasn't emailed; you can download it here."
        )
    if not deliveries:
        return "Your certificate is ready. We couldn't email it: none of your addresses can receive email."
    return _sent(deliveries)


def _sent(deliveries: list[Delivery]) -> str:
    good = sum(d.status.arrived for d in deliveries)
    delivered = sum(d.status is DeliveryStatus.DELIVERED for d in deliveries)
    if delivered == len(deliveries):
        return "Your certificate was delivered."
    if good == len(deliveries):
        return "Your certificate was sent."
    if good:
        done = "delivered" if delivered == good else "sent"
        return f"Your certificate was {done} to {good} of {len(deliveries)} addresses."
    return "Your certificate is ready, but our email reached none of your addresses."
