"""What a record says, frozen when it was asked for, as a certificate is."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from chalicelib.domain.conference import BuiltIn, Paper
from chalicelib.domain.credit_totals import CreditTotal
from chalicelib.domain.record import RecordTotals


@dataclass(frozen=True, slots=True)
class RecordedCertificate:
    """A certificate in a record. Amounts are as it prints them; `numbers` are its provider's."""

    public_id: str
    conference_id: str
    conference_name: str
    location: str
    starts_on: date
    ends_on: date
    provider: str
    numbers: tuple[str, ...]
    name: str
    issued_on: date
    sessions: int
    contact_minutes: int
    contact_hours: str
    ceus: str
    credits: tuple[CreditTotal, ...] = ()
    printed: tuple[BuiltIn, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordSnapshot:
    """All that a record prints. `first` and `last` are both included; `made_at` is aware (UTC)."""

    public_id: str
    account_id: str
    made_at: datetime
    issuer: str
    name: str
    first: date
    last: date
    certificates: tuple[RecordedCertificate, ...]
    totals: RecordTotals
    verify_url: str
    time_zone: str
    paper: Paper = Paper.LETTER

    @property
    def made_on(self) -> date:
        """The day it was made, at the conference of its newest certificate."""
        return self.made_at.astimezone(ZoneInfo(self.time_zone)).date()
