"""A certificate: the immutable snapshot it is printed from, its states and its digest."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from enum import StrEnum

from chalicelib.domain.conference import Format, Provider, Rounding
from chalicelib.domain.totals import Totals


class CertificateStatus(StrEnum):
    """`queued → made → sent` (no delivery is pending) or `failed`."""

    QUEUED = "queued"
    MADE = "made"
    SENT = "sent"
    FAILED = "failed"


class Mode(StrEnum):
    """How a claimed session was attended (rule 5)."""

    IN_PERSON = "in_person"
    VIRTUAL = "virtual"


@dataclass(frozen=True, slots=True)
class AttendedSession:
    """A claimed session as it stood when the certificate was issued."""

    id: str
    title: str
    day: date
    starts_at: datetime
    ends_at: datetime
    speakers: tuple[str, ...]
    format: Format
    mode: Mode
    attended_on: date
    contact_minutes: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that a certificate prints. Rendering reads this and the images it names, nothing live.

    `issued_at` is aware (UTC); `sessions` are in the order they are printed; `verify_url` is the
    public page's address as it was when issued.
    """

    public_id: str
    account_id: str
    number: int
    issued_at: datetime
    name: str
    conference_id: str
    conference_name: str
    location: str
    time_zone: str
    starts_on: date
    ends_on: date
    sessions: tuple[AttendedSession, ...]
    totals: Totals
    verify_url: str
    provider: Provider = field(default_factory=Provider)
    rounding: Rounding = field(default_factory=Rounding)


# What tells one certificate from another of the same content, and so is no part of the digest.
_IDENTITY = ("public_id", "account_id", "number", "issued_at", "verify_url")


def digest_of(snapshot: Snapshot) -> str:
    """SHA-256, in hex, of what the certificate says: the same content has the same digest."""
    content = {key: value for key, value in asdict(snapshot).items() if key not in _IDENTITY}
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()
