"""A conference, its sessions and its policies, as an import describes them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from chalicelib.domain.credit_type import Credits, CreditType


class Format(StrEnum):
    """How a session was offered."""

    IN_PERSON = "in_person"
    VIRTUAL = "virtual"
    HYBRID = "hybrid"


class OverlapPolicy(StrEnum):
    """What happens when two sessions attended live overlap (rule 7)."""

    WARN = "warn"
    BLOCK = "block"
    ALLOW = "allow"


class BuiltIn(StrEnum):
    """A name and unit under which the built-in total is printed."""

    CONTACT_HOURS = "contact_hours"
    CLOCK_HOURS = "clock_hours"
    CEUS = "ceus"


# What is printed where a conference says nothing else.
USUAL = (BuiltIn.CONTACT_HOURS, BuiltIn.CEUS)


class Paper(StrEnum):
    """The paper a certificate is laid out for."""

    LETTER = "letter"
    A4 = "a4"


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a session was before an import changed it; `revision` is the last that had it so.

    `replaced`: what came after is another session under the same id, as the organizer said.
    """

    revision: int
    title: str
    day: date
    starts_at: datetime
    ends_at: datetime
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """One conference session. Times are aware, in the conference's zone.

    `day` is the conference day the session belongs to: one at 00:30 may belong to the day before.
    `contact_minutes` count for the built-in total, `credits` for other credit types; a session with
    any is CEU-eligible. `types` are the registration types that may claim it
    (empty: all), looked at only where the conference limits by type. `id` is ours and never changes
    meaning; `guid` and `source_id` are the last file's names for it; `earlier` is oldest first.
    """

    id: str
    title: str
    day: date
    starts_at: datetime
    ends_at: datetime
    speakers: tuple[str, ...] = ()
    format: Format = Format.IN_PERSON
    contact_minutes: int = 0
    types: tuple[str, ...] = ()
    track: str = ""
    kind: str = ""
    room: str = ""
    guid: str = ""
    source_id: str = ""
    earlier: tuple[Earlier, ...] = ()
    credits: Credits = ()

    @property
    def earlier_days(self) -> frozenset[date]:
        """The days it was on before its present one."""
        return frozenset(before.day for before in self.earlier) - {self.day}

    @property
    def eligible(self) -> bool:
        """Whether the session carries credit of any type."""
        return self.contact_minutes > 0 or any(minutes > 0 for _, minutes in self.credits)


@dataclass(frozen=True, slots=True)
class Rounding:
    """How totals are rounded, once, from minutes (rule 6).

    `hours_places` and `ceus_places` are decimal places, 0 to 4. `increment_minutes` (1 to 60; None:
    off) counts hours in whole increments, always down, as NBCC and Illinois ask (15).
    """

    hours_places: int = 2
    ceus_places: int = 2
    increment_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Policies:
    """What a conference allows. `deadline` is the last day, in its zone, a claim can change.

    `verified`: the organizer holds proof of attendance, and only sessions with it can be claimed.
    `printed` is how the built-in total is printed; at least one. `asks_live`: people say of virtual and
    hybrid sessions whether they attended them live; otherwise the date tells.
    """

    limit_by_type: bool = False
    limit_by_days: bool = False
    virtual_may_claim_in_person: bool = False
    overlap: OverlapPolicy = OverlapPolicy.WARN
    rounding: Rounding = field(default_factory=Rounding)
    deadline: date | None = None
    credit_types: tuple[CreditType, ...] = ()
    verified: bool = False
    printed: tuple[BuiltIn, ...] = USUAL
    asks_live: bool = False


@dataclass(frozen=True, slots=True)
class ProviderNumber:
    """An approval number as a board issued it, for instance label "NBCC ACEP No.", number "4242"."""

    label: str
    number: str


@dataclass(frozen=True, slots=True)
class Provider:
    """What a certificate prints of its provider; an empty field prints nothing.

    `logo`, `seal` and the signatures' images are SHA-256 hex digests of PNG images kept in storage,
    so that a snapshot that names one stays the same whatever is configured later. Version 0.1.0
    stored neither a second signatory nor a seal.
    """

    name: str = ""
    contact: str = ""
    numbers: tuple[ProviderNumber, ...] = ()
    approval_statement: str = ""
    signatory_name: str = ""
    signatory_role: str = ""
    signature_image: str = ""
    logo: str = ""
    paper: Paper = Paper.LETTER
    signatory2_name: str = ""
    signatory2_role: str = ""
    signature2_image: str = ""
    seal: str = ""

    @property
    def images(self) -> frozenset[str]:
        """The digests of the images it names."""
        named = {self.logo, self.signature_image, self.signature2_image, self.seal}
        return frozenset(named - {""})


@dataclass(frozen=True, slots=True)
class SessionGroup:
    """How many CEU-eligible sessions share format, day and registration types: all that rule 3 asks.

    `proved` are the ids of those that need a record of attendance (empty: they need none; None: not
    told, as where no conference asked for it).
    """

    format: Format
    day: date
    types: tuple[str, ...]
    sessions: int
    proved: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Conference:
    """A conference without its schedule. `last_ends_at` is when its last session ends (aware).

    `held`: its organizer holds claiming back, although the conference is over.

    `groups` count the eligible sessions; there are none in what version 0.1.0 stored.
    """

    id: str
    name: str
    time_zone: str
    starts_on: date
    ends_on: date
    location: str = ""
    policies: Policies = field(default_factory=Policies)
    provider: Provider = field(default_factory=Provider)
    eligible_sessions: int = 0
    last_ends_at: datetime | None = None
    groups: tuple[SessionGroup, ...] = ()
    held: bool = False

    @property
    def zone(self) -> ZoneInfo:
        """The IANA zone that dates a person sees are in."""
        return ZoneInfo(self.time_zone)

    def today(self, now: datetime) -> date:
        """The calendar date at the conference at the instant `now` (aware)."""
        return now.astimezone(self.zone).date()

    def closed_on(self, today: date) -> bool:
        """Whether its deadline for claims is over on a day there."""
        return self.policies.deadline is not None and today > self.policies.deadline
