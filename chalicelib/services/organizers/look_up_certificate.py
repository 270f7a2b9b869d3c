"""A certificate that an operator looks up by its ID, with what became of it."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.account import Account
from chalicelib.domain.audit import Act, By, account_scope
from chalicelib.domain.certificate import Certificate, Snapshot
from chalicelib.domain.delivery import Delivery
from chalicelib.errors import NotFound
from chalicelib.services.audit.record import record
from chalicelib.store.certificates import certificates, snapshots
from chalicelib.store.mail import deliveries
from chalicelib.store.people import accounts


@dataclass(frozen=True, slots=True)
class Story:
    """A certificate with everything that became of it. `owner` is None once the account is deleted."""

    snapshot: Snapshot
    certificate: Certificate
    deliveries: tuple[Delivery, ...]
    owner: Account | None


def show(public_id: str, by: By, now: datetime) -> Story:
    """A certificate's story. Raises NotFound. In the audit."""
    snapshot = snapshots.load(public_id)
    certificate = certificates.load(snapshot.certificate_location) if snapshot else None
    if snapshot is None or certificate is None:
        raise NotFound(f"There is no certificate {public_id}.")
    record(Act(account_scope(snapshot.account_id), "show", (public_id,)), by, now)
    sent = tuple(deliveries.of_certificate(certificate.location))
    return Story(snapshot, certificate, sent, accounts.load(snapshot.account_id))
