"""The settings of a conference, as `settings.toml` names them. Keys left out change nothing."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from chalicelib.domain import limits
from chalicelib.domain.limits import MAX_CREDIT_TYPES
from chalicelib.importing.settings.credit import CreditPart
from chalicelib.importing.settings.parts import (
    Day,
    Label,
    Line,
    Name,
    Part,
    Places,
    Statement,
    Zone,
)

Total = Literal["contact_hours", "clock_hours", "ceus"]
# Of `[provider]`: files beside the settings, or what the console uploads.
IMAGES = ("logo", "signature_image", "signature2_image", "seal")
_NEVER_SAID = date.min


class Limits(Part):
    """`[limits]`."""

    by_type: bool = False
    by_days: bool = False
    virtual_may_claim_in_person: bool = False


class RoundingPart(Part):
    """`[rounding]`; an increment of 0 is none."""

    hours_places: Places = 2
    ceus_places: Places = 2
    increment_minutes: Annotated[int, Field(ge=0, le=60)] = 0


class Number(Part):
    """One of `[[provider.numbers]]`."""

    label: Label
    number: Label


class ProviderPart(Part):
    """`[provider]`; images are files beside the settings, and "" takes one away."""

    name: Line = ""
    contact: Line = ""
    approval_statement: Statement = ""
    signatory_name: Line = ""
    signatory_role: Line = ""
    signature_image: str = ""
    signatory2_name: Line = ""
    signatory2_role: Line = ""
    signature2_image: str = ""
    seal: str = ""
    logo: str = ""
    paper: Literal["letter", "a4"] = "letter"
    numbers: Annotated[list[Number], Field(max_length=limits.MAX_PROVIDER_NUMBERS)] = Field(
        default=[]
    )


class ConferenceSettings(Part):
    """The whole file."""

    name: Name = ""
    place: Line = ""
    first_day: Day = _NEVER_SAID
    last_day: Day = _NEVER_SAID
    time_zone: Zone = ""
    overlap: Literal["warn", "block", "allow"] = "warn"
    deadline: Day | Literal["none"] = "none"
    attendance: Literal["reported", "verified"] = "reported"
    recordings: Literal["by_date", "asked"] = "by_date"
    totals: Annotated[list[Total], Field(min_length=1)] = Field(default=["contact_hours", "ceus"])
    limits: Limits = Limits()
    rounding: RoundingPart = RoundingPart()
    provider: ProviderPart = ProviderPart()
    credit: Annotated[list[CreditPart], Field(max_length=MAX_CREDIT_TYPES)] = Field(default=[])
