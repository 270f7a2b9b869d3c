"""A delivery: one round of a certificate to one address, and the states it moves through."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.account import Address
from chalicelib.domain.certificate import Certificate


class DeliveryStatus(StrEnum):
    """`pending → sent → delivered`, or one of the other ends."""

    PENDING = "pending"
    SENT = "sent"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Delivery:
    """`address` is as typed; `detail` is a sentence for the attendee; times are aware.

    `named`: the organizer named the address, which may be none of the account.
    """

    number: int
    round: int
    address_id: str
    address: str
    normalised: str
    status: DeliveryStatus
    at: datetime
    detail: str = ""
    message_id: str = ""
    leased_until: datetime | None = None
    named: bool = False


def why_skipped(certificate: Certificate, address: Address | None, *, named: bool = False) -> str:
    """Why a pending delivery is not sent now, as a sentence for the attendee; "": it is sent.

    `address` is the account's address of that delivery as it stands now, None when it left.
    """
    if certificate.revoked:
        return "The certificate was revoked before it was sent."
    if (address is None or not address.verified) and not named:
        return "This address was no longer verified on your account."
    if address is not None and not address.deliverable:
        return "Email to this address has been returned. Verify it again to use it."
    return ""
