"""A delivery: one round of a certificate to one address, and the states it moves through."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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
    """`address` is as typed; `detail` is a sentence for the attendee; times are aware."""

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
