"""`[[credit]]`: the credit types that a conference counts besides the built-in total."""

from dataclasses import fields
from decimal import ROUND_DOWN, Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from chalicelib.domain.credit_presets import PRESETS
from chalicelib.domain.credit_type import BUILT_IN, CreditType, RoundPer
from chalicelib.domain.limits import NUMBER_LENGTH
from chalicelib.importing.settings.parts import Cleaned, Label, Part, Places, Printed, Statement


def _decimal(value: Any) -> Any:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return Decimal(str(value)) if number else value


Word = Annotated[str, Field(max_length=NUMBER_LENGTH), Cleaned, Printed]
Cap = Annotated[Decimal, Field(gt=0, le=10_000), BeforeValidator(_decimal)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$")]


def _keys_of(preset: CreditType) -> dict[str, Any]:
    """The keys that are not as usual."""
    usual = CreditType("", "")
    return {
        one.name: getattr(preset, one.name)
        for one in fields(preset)
        if getattr(preset, one.name) != getattr(usual, one.name)
    }


class CreditPart(Part):
    """One credit type. An increment of 0 is none, and so is a cap of "none".

    `preset` may name one of PRESETS, whose keys are those that are not given.
    """

    id: Id
    label: Label
    unit: Label = "hours"
    minutes_per_unit: Annotated[int, Field(ge=1, le=6000)] = 60
    places: Places = 2
    increment_minutes: Annotated[int, Field(ge=0, le=60)] = 0
    number: Word = ""
    statement: Statement = ""
    cap: Cap | Literal["none"] = "none"
    round_per: Literal["total", "session"] = "total"
    live: bool = False
    license: Word = ""
    attendance: Literal["reported", "verified"] = "reported"

    @model_validator(mode="before")
    @classmethod
    def begins_with_a_preset(cls, given: Any) -> Any:
        """Raises ValueError for an unknown preset."""
        if not isinstance(given, dict) or "preset" not in given:
            return given
        for preset in PRESETS:
            if preset.id == given["preset"]:
                own = {key: value for key, value in given.items() if key != "preset"}
                return _keys_of(preset) | own
        names = ", ".join(preset.id for preset in PRESETS)
        raise ValueError(f"There is no preset “{given['preset']}”; the presets are {names}.")

    @model_validator(mode="after")
    def cap_can_be_printed(self) -> "CreditPart":
        """A cap of 2.5 at no decimal places would be printed as 2."""
        if isinstance(self.cap, Decimal) and self.cap != self.cap.quantize(
            Decimal(1).scaleb(-self.places), ROUND_DOWN
        ):
            raise ValueError(
                f"The cap {self.cap} has more decimal places than places ({self.places})."
            )
        if self.id in BUILT_IN:
            raise ValueError(f"“{self.id}” is the built-in total; choose another ID.")
        return self

    def credit_type(self) -> CreditType:
        """As the conference keeps it."""
        return CreditType(
            id=self.id,
            label=self.label,
            unit=self.unit,
            minutes_per_unit=self.minutes_per_unit,
            places=self.places,
            increment_minutes=self.increment_minutes or None,
            number=self.number,
            statement=self.statement,
            cap=self.cap if isinstance(self.cap, Decimal) else None,
            round_per=RoundPer(self.round_per),
            live=self.live,
            license=self.license,
            verified=self.attendance == "verified",
        )
