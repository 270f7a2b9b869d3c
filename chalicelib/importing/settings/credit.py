"""`[[credit]]`: the credit types that a conference counts besides the built-in total."""

from decimal import ROUND_DOWN, Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from chalicelib.domain.credit_type import CreditType, RoundPer
from chalicelib.domain.limits import NUMBER_LENGTH
from chalicelib.importing.settings.parts import Cleaned, Label, Part, Places, Printed, Statement


def _decimal(value: Any) -> Any:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return Decimal(str(value)) if number else value


Word = Annotated[str, Field(max_length=NUMBER_LENGTH), Cleaned, Printed]
Cap = Annotated[Decimal, Field(gt=0, le=10_000), BeforeValidator(_decimal)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$")]


class CreditPart(Part):
    """One credit type. An increment of 0 is none, and so is a cap of "none"."""

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

    @model_validator(mode="after")
    def cap_can_be_printed(self) -> "CreditPart":
        """A cap of 2.5 at no decimal places would be printed as 2."""
        if isinstance(self.cap, Decimal) and self.cap != self.cap.quantize(
            Decimal(1).scaleb(-self.places), ROUND_DOWN
        ):
            raise ValueError(
                f"The cap {self.cap} has more decimal places than places ({self.places})."
            )
        if self.id == "ceu":
            raise ValueError("“ceu” is the built-in total; choose another ID.")
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
