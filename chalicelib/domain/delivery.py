"""A delivery: one round of a certificate to one address, and the states it moves through."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
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

    @property
    def arrived(self) -> bool:
        """Whether it is in a mailbox, or on its way there."""
        return self in (DeliveryStatus.SENT, DeliveryStatus.DELIVERED)

    @property
    def came_back(self) -> bool:
        """Whether it ended without reaching its person."""
        return self in CAME_BACK


CAME_BACK = (DeliveryStatus.BOUNCED, DeliveryStatus.COMPLAINED, DeliveryStatus.FAILED)
# An email provider may never report; after this long nothing waits for it.
_REPORTED_WITHIN = timedelta(minutes=10)
_USUAL = timedelta(minutes=2)


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


def takes_long(certificate: Certificate, now: datetime) -> bool:
    """Whether it is unfinished for longer than usual since its latest round began."""
    return certificate.status.unfinished and now - certificate.round_at > _USUAL


def settled(certificate: Certificate, latest: Sequence[Delivery], now: datetime) -> bool:
    """Whether nothing more is expected of its `latest` round; reports are waited for ten minutes."""
    if certificate.revoked:
        return True
    waiting = any(delivery.status is DeliveryStatus.SENT for delivery in latest)
    overdue = now - certificate.round_at > _REPORTED_WITHIN
    return not certificate.status.unfinished and (overdue or not waiting)
