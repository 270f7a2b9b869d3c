"""A certificate: the immutable snapshot it is printed from, its states and its digest."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from chalicelib.domain.conference import USUAL, BuiltIn, Format, Provider, Rounding
from chalicelib.domain.credit_totals import CreditTotal
from chalicelib.domain.credit_type import Credits, CreditType, minutes_of
from chalicelib.domain.license import License
from chalicelib.domain.totals import Totals


class CertificateStatus(StrEnum):
    """`queued → made → sent` (no delivery is pending) or `failed`."""

    QUEUED = "queued"
    MADE = "made"
    SENT = "sent"
    FAILED = "failed"

    @property
    def unfinished(self) -> bool:
        """Whether it is still to be made or sent."""
        return self in UNFINISHED


UNFINISHED = (CertificateStatus.QUEUED, CertificateStatus.MADE)


class Mode(StrEnum):
    """How a claimed session was attended (rule 5)."""

    IN_PERSON = "in_person"
    VIRTUAL = "virtual"


class AttendedAs(StrEnum):
    """What a person says of a virtual or hybrid session, where the conference asks."""

    LIVE = "live"
    RECORDING = "recording"


@dataclass(frozen=True, slots=True)
class Location:
    """Where a certificate lies: its account, its conference, and its number there (from 1)."""

    account_id: str
    conference_id: str
    number: int


@dataclass(frozen=True, slots=True)
class AttendedSession:
    """A claimed session as it stood when the certificate was issued.

    `attended_as` is what its person said (None: nobody asked, as in what version 0.1.0 stored).
    """

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
    credits: Credits = ()
    track: str = ""
    attended_as: AttendedAs | None = None

    @property
    def recorded(self) -> bool:
        """Whether it was a recording: as its person said, otherwise one attended after its date."""
        if self.attended_as is None:
            return self.attended_on > self.day
        return self.attended_as is AttendedAs.RECORDING

    def minutes_for(self, type_: CreditType) -> int:
        """The minutes that count for a credit type: 0 of a recording where only live ones count."""
        return 0 if type_.live and self.recorded else minutes_of(self.credits, type_.id)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that a certificate prints. Rendering reads this and the images it names, nothing live.

    `issued_at` is aware (UTC); `sessions` are in the order they are printed; `verify_url` is the
    public page's address as it was when issued. `credit_types` are those that the sessions earn,
    `credits` their totals; both are empty in what version 0.1.0 stored. `attested`: its person confirmed
    at `issued_at` that they attended each session for its minutes. `verified`: the organizer held proof
    of attendance at each session. `printed` are the built-in totals that it prints (empty: USUAL).
    `replaces` is the ID of the certificate that the organizer reissued as this one ("": none), and
    `attested_at` then the time at which its person confirmed.
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
    credit_types: tuple[CreditType, ...] = ()
    credits: tuple[CreditTotal, ...] = ()
    license: License | None = None
    attested: bool = False
    verified: bool = False
    printed: tuple[BuiltIn, ...] = ()
    replaces: str = ""
    attested_at: datetime | None = None

    @property
    def confirmed_at(self) -> datetime:
        """When its person confirmed what it says, where they did."""
        return self.attested_at or self.issued_at

    @property
    def built_in(self) -> tuple[BuiltIn, ...]:
        """The built-in totals to print; none where the sessions earn other credit types alone."""
        return (self.printed or USUAL) if self.totals.total.minutes else ()

    @property
    def asked_live(self) -> bool:
        """Whether its person was asked which sessions they attended live."""
        return any(session.attended_as for session in self.sessions)

    @property
    def proved(self) -> bool:
        """Whether the organizer verified attendance, for all of it or for some credit types."""
        return self.verified or any(type_.verified for type_ in self.credit_types)

    @property
    def certificate_location(self) -> Location:
        """Where the certificate of it lies."""
        return Location(self.account_id, self.conference_id, self.number)


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate's small record; what it prints is in its snapshot. Times are aware.

    `superseded_by` and `revoked_reason` are "" while it is neither; `pdf_sha256` is "" until made;
    `attempts` counts how often the sweep queued it again since it was last queued by a person.
    `content` is the digest without the license that it prints ("": it prints none). `to_tell`: its
    holder was not yet told by email that it was revoked. `printed` is as in its snapshot. `reissue` is the
    number of the reissue that made it ("": its holder did). `time_zone` is its conference's ("": not kept, as
    by version 0.1.0).
    """

    location: Location
    public_id: str
    conference_name: str
    name: str
    digest: str
    status: CertificateStatus
    issued_at: datetime
    contact_minutes: int
    contact_hours: str
    ceus: str
    sessions: int
    round: int
    round_at: datetime
    queued_at: datetime
    credits: tuple[CreditTotal, ...] = ()
    attempts: int = 0
    pdf_sha256: str = ""
    superseded_by: str = ""
    revoked_at: datetime | None = None
    revoked_reason: str = ""
    content: str = ""
    to_tell: bool = False
    printed: tuple[BuiltIn, ...] = ()
    reissue: str = ""
    time_zone: str = ""

    @property
    def content_digest(self) -> str:
        """The digest of what it says but for the license printed."""
        return self.content or self.digest

    @property
    def issued_on(self) -> date:
        """The day it was issued, where its conference was."""
        return self.day_of(self.issued_at)

    def day_of(self, at: datetime) -> date:
        """The conference's date at an instant (aware); the one in UTC where its zone was not kept."""
        return at.astimezone(ZoneInfo(self.time_zone or "UTC")).date()

    @property
    def revoked(self) -> bool:
        """Whether the organizer took it back."""
        return self.revoked_at is not None
