"""Another round of a certificate, to all of its addresses or to one."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.account import Account
from chalicelib.domain.certificate import Certificate
from chalicelib.domain.delivery import Delivery
from chalicelib.domain.issued import in_next_round
from chalicelib.domain.new_deliveries import named_delivery, new_deliveries
from chalicelib.errors import Conflict
from chalicelib.services.certificates.enqueue import enqueue
from chalicelib.store.certificates import certificates, rounds


@dataclass(frozen=True, slots=True)
class Generated:
    """The certificate with the deliveries of its latest round; `started` when a round was opened."""

    certificate: Certificate
    deliveries: tuple[Delivery, ...]
    started: bool


def open_round(account: Account, certificate: Certificate, now: datetime) -> Generated:
    """Open another round of a certificate and queue it; raises Conflict when one was opened."""
    opened = in_next_round(certificate, now)
    return _open(certificate, opened, new_deliveries(account, opened))


def open_round_to(
    normalised: str, shown: str, certificate: Certificate, now: datetime
) -> Generated:
    """The same to one address that the organizer names, verified or not."""
    opened = in_next_round(certificate, now)
    return _open(certificate, opened, (named_delivery(opened, normalised, shown),))


def _open(
    certificate: Certificate, opened: Certificate, deliveries: tuple[Delivery, ...]
) -> Generated:
    try:
        rounds.open_round(opened, deliveries)
    except Conflict:
        stored = certificates.load(certificate.location)
        if stored is None or (stored.round, stored.round_at) != (opened.round, opened.round_at):
            raise
        # The condition failed on our own write, repeated after a time-out.
    enqueue(certificate.public_id)
    return Generated(opened, deliveries, started=True)
