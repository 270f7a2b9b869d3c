"""The certificates of an account: list, look at, send again, download."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.aws import storage
from chalicelib.domain.account import Account
from chalicelib.domain.certificate import Certificate, CertificateStatus, Snapshot
from chalicelib.domain.delivery import Delivery
from chalicelib.domain.generate import may_open_round
from chalicelib.domain.problem import Code
from chalicelib.errors import Conflict, NotFound, NotReady
from chalicelib.services.certificates.rounds import Generated, open_round
from chalicelib.services.certificates.zones import in_their_zones
from chalicelib.services.mail.certificate_messages import pdf_name
from chalicelib.store.certificates import certificates, snapshots
from chalicelib.store.claims import claims
from chalicelib.store.mail import deliveries

RETRY_AFTER_SECONDS = 5


@dataclass(frozen=True, slots=True)
class CertificateView:
    """A certificate with its deliveries, by round."""

    certificate: Certificate
    deliveries: tuple[Delivery, ...]


def list_certificates(account: Account) -> list[CertificateView]:
    """Every certificate ever issued to the account, newest first, in one query."""
    held = claims.of_account(account.id)
    found = in_their_zones(one for each in held.values() for one in each.certificates)
    return [
        CertificateView(one, held[one.location.conference_id].deliveries_of(one.location.number))
        for one in sorted(found, key=lambda one: one.issued_at, reverse=True)
    ]


def get_certificate(account: Account, public_id: str) -> CertificateView:
    """One certificate of the account; raises NotFound, also for another person's."""
    location = snapshots.locate(public_id)
    if location is None or location.account_id != account.id:
        raise NotFound
    certificate = certificates.load(location)
    if certificate is None:
        raise NotFound
    return CertificateView(certificate, tuple(deliveries.of_certificate(location)))


def get_snapshot(account: Account, public_id: str) -> Snapshot:
    """What a certificate of the account says; raises NotFound, also for another person's."""
    snapshot = snapshots.load(public_id)
    if snapshot is None or snapshot.account_id != account.id:
        raise NotFound
    return snapshot


def send_again(account: Account, public_id: str, now: datetime) -> Generated:
    """A new round under rule 8's limits; raises Conflict when revoked or failed for good, NotFound."""
    view = get_certificate(account, public_id)
    if view.certificate.revoked:
        raise Conflict(
            "This certificate was revoked, so it can't be sent again.", code=Code.REVOKED
        )
    if view.certificate.status is CertificateStatus.FAILED:
        message = "This certificate could not be sent. Generate it again on the conference's page."
        raise Conflict(message, code=Code.FAILED)
    if may_open_round(view.certificate, now):
        try:
            return open_round(account, view.certificate, now)
        except Conflict:
            view = get_certificate(account, public_id)
    this_round = tuple(d for d in view.deliveries if d.round == view.certificate.round)
    return Generated(view.certificate, this_round, started=False)


def pdf_link(account: Account, public_id: str) -> str:
    """A short-lived address of the PDF, made at the click; raises NotReady before it is made."""
    certificate = get_certificate(account, public_id).certificate
    if not certificate.pdf_sha256:
        raise NotReady("The certificate is still being made.", retry_after=RETRY_AFTER_SECONDS)
    name = pdf_name(certificate.name, certificate.conference_name, public_id)
    return storage.pdf_link(public_id, name)
