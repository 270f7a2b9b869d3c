"""The deliveries of a certificate's round, as they begin."""

from chalicelib.domain.account import Account
from chalicelib.domain.certificate import Certificate
from chalicelib.domain.delivery import Delivery, DeliveryStatus
from chalicelib.domain.email_address import address_id


def named_delivery(certificate: Certificate, normalised: str, shown: str) -> Delivery:
    """A pending delivery of the certificate's round to an address that the organizer named."""
    return Delivery(
        number=certificate.location.number,
        round=certificate.round,
        address_id=address_id(normalised),
        address=shown,
        normalised=normalised,
        status=DeliveryStatus.PENDING,
        at=certificate.round_at,
        named=True,
    )


def new_deliveries(account: Account, certificate: Certificate) -> tuple[Delivery, ...]:
    """A pending delivery of the certificate's round to each address verified and deliverable now."""
    return tuple(
        Delivery(
            number=certificate.location.number,
            round=certificate.round,
            address_id=address.id,
            address=address.shown,
            normalised=address.normalised,
            status=DeliveryStatus.PENDING,
            at=certificate.round_at,
        )
        for address in account.recipients
    )
