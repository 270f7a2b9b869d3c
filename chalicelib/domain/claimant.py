"""Somebody who claims at a conference, as its organizers see them, and what all of them come to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.certificate import CertificateStatus
from chalicelib.domain.credit_totals import CreditTotal
from chalicelib.domain.delivery import DeliveryStatus

RETURNED = frozenset(
    {DeliveryStatus.BOUNCED, DeliveryStatus.COMPLAINED, DeliveryStatus.FAILED}
)  # SES could not send it, or the recipient's side did not want it


class Which(StrEnum):
    """Whom an organizer looks for; its words are in the page's address."""

    ALL = "all"
    NO_CERTIFICATE = "no-certificate"
    RETURNED = "returned"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Sending:
    """The last email of a certificate to one address."""

    status: DeliveryStatus
    at: datetime


@dataclass(frozen=True, slots=True)
class Latest:
    """Somebody's latest certificate. Times are aware."""

    public_id: str
    name: str
    status: CertificateStatus
    issued_at: datetime
    contact_minutes: int
    revoked: bool


@dataclass(frozen=True, slots=True)
class Claimant:
    """What one account holds at one conference.

    `selected` counts sessions, of `contact_minutes` and `credits` together, as they were last saved (None:
    not known when). `sendings` are those of the latest certificate, one an address.
    """

    account_id: str
    selected: int = 0
    contact_minutes: int = 0
    credits: tuple[CreditTotal, ...] = ()
    saved_at: datetime | None = None
    latest: Latest | None = None
    sendings: tuple[Sending, ...] = ()

    def emails(self, *states: DeliveryStatus) -> int:
        """How many addresses' last email is in one of these states."""
        return sum(one.status in states for one in self.sendings)

    @property
    def returned(self) -> int:
        """How many addresses' last email came back, or could not be sent."""
        return self.emails(*RETURNED)

    @property
    def delivered_at(self) -> datetime | None:
        """When the first of the last emails was delivered; None while none is."""
        delivered = (o.at for o in self.sendings if o.status is DeliveryStatus.DELIVERED)
        return min(delivered, default=None)

    @property
    def stands(self) -> bool:
        """Whether a certificate was issued and not taken back."""
        return self.latest is not None and not self.latest.revoked


def matches(one: Claimant, which: Which) -> bool:
    """Whether somebody is among those looked for."""
    if which is Which.NO_CERTIFICATE:
        return one.selected > 0 and one.latest is None
    if which is Which.RETURNED:
        return one.stands and one.returned > 0
    if which is Which.FAILED:
        return one.latest is not None and one.latest.status is CertificateStatus.FAILED
    return one.selected > 0 or one.latest is not None


@dataclass(frozen=True, slots=True)
class Figures:
    """How many people claimed, have a certificate, and had an email of it delivered; and how many of
    each filter there are.
    """

    claimed: int = 0
    issued: int = 0
    delivered: int = 0
    without: int = 0
    returned: int = 0
    failed: int = 0


def figures(everybody: Iterable[Claimant]) -> Figures:
    """Count them, each person once in each."""
    counts = [0] * 6
    for one in everybody:
        for place, is_so in enumerate(
            (
                one.selected > 0,
                one.stands,
                one.stands and one.delivered_at is not None,
                matches(one, Which.NO_CERTIFICATE),
                matches(one, Which.RETURNED),
                matches(one, Which.FAILED),
            )
        ):
            counts[place] += is_so
    return Figures(*counts)
