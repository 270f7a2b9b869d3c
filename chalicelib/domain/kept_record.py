"""A record that was asked for as a PDF: frozen when it was asked for, as a certificate is."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.domain.certificate import Certificate, CertificateStatus, Snapshot
from chalicelib.domain.conference import BuiltIn, Paper
from chalicelib.domain.credit_totals import CreditTotal
from chalicelib.domain.record import Record, RecordTotals
from chalicelib.domain.throttle import Limit

NEW_RECORDS = Limit(20, timedelta(days=1))  # of one account; the same one again counts for nothing
ASKED_AGAIN_AFTER = timedelta(seconds=60)  # by then its message was read, or was lost


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


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """How far it is: `queued`, `made` or `failed`. `digest` is that of what it says. Times are aware."""

    account_id: str
    public_id: str
    digest: str
    status: CertificateStatus
    first: date
    last: date
    asked_at: datetime
    queued_at: datetime
    certificates: int
    pdf_sha256: str = ""

    def waits(self, now: datetime) -> bool:
        """Whether asking for it again queues it again: it failed, or its message may be lost."""
        if self.status is CertificateStatus.QUEUED:
            return now - self.queued_at >= ASKED_AGAIN_AFTER
        return self.status is CertificateStatus.FAILED


def record_digest(found: Record, issuer: str) -> str:
    """SHA-256, in hex, of what a record of these certificates says: they never change."""
    said = [found.first, found.last, issuer, *(one.public_id for one in found.certificates)]
    return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()


def make_record_snapshot(
    found: Record, says: Mapping[str, Snapshot], *,
    public_id: str, portal_url: str, issuer: str, made_at: datetime,
) -> RecordSnapshot:  # fmt: skip
    """What a record of at least one certificate says; `says` are their snapshots by public ID.

    It is in the name of its newest certificate. `portal_url` has no slash at its end.
    """
    newest = found.certificates[-1]
    return RecordSnapshot(
        public_id=public_id,
        account_id=newest.location.account_id,
        made_at=made_at,
        issuer=issuer,
        name=newest.name,
        first=found.first,
        last=found.last,
        certificates=tuple(_recorded(one, says[one.public_id]) for one in found.certificates),
        totals=found.totals,
        verify_url=f"{portal_url}/verify/{public_id}",
        time_zone=says[newest.public_id].time_zone,
        paper=says[newest.public_id].provider.paper,
    )


def _recorded(certificate: Certificate, said: Snapshot) -> RecordedCertificate:
    return RecordedCertificate(
        public_id=certificate.public_id,
        conference_id=certificate.location.conference_id,
        conference_name=certificate.conference_name,
        location=said.location,
        starts_on=said.starts_on,
        ends_on=said.ends_on,
        provider=said.provider.name,
        numbers=tuple(f"{each.label} {each.number}" for each in said.provider.numbers),
        name=certificate.name,
        issued_on=certificate.issued_on,
        sessions=certificate.sessions,
        contact_minutes=certificate.contact_minutes,
        contact_hours=certificate.contact_hours,
        ceus=certificate.ceus,
        credits=certificate.credits,
        printed=said.printed,
    )
