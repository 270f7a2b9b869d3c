"""What one board counts, as a conference's settings name it (rule 6)."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

BUILT_IN = ("ceu", "ceus")  # what filters and renewals call the built-in total: no type's id


class RoundPer(StrEnum):
    """What is rounded: the total once, or the minutes of each session."""

    TOTAL = "total"
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class CreditType:
    """A kind of credit beside the built-in total, for instance NBCC clock hours.

    `minutes_per_unit` is 1 to 6,000; `places` are decimal places, 0 to 4. An increment (1 to 60
    minutes; None: off) counts whole increments, always down. `cap` is the most that counts, in
    units. `live` counts only sessions attended live, not as a recording. `license` is the kind of license a
    participant must give for it ("": none). `verified` counts only sessions for which the organizer
    holds proof of attendance.
    """

    id: str
    label: str
    unit: str = "hours"
    minutes_per_unit: int = 60
    places: int = 2
    increment_minutes: int | None = None
    number: str = ""
    statement: str = ""
    cap: Decimal | None = None
    round_per: RoundPer = RoundPer.TOTAL
    live: bool = False
    license: str = ""
    verified: bool = False

    @property
    def step(self) -> Decimal:
        """One in the last decimal place that is printed."""
        return Decimal(1).scaleb(-self.places)

    @property
    def most(self) -> Decimal | None:
        """The cap as it is printed, down; None where there is none."""
        return None if self.cap is None else self.cap.quantize(self.step, ROUND_DOWN)


# Minutes of credit types, by the type's id: a session's own, in the order the schedule has them.
Credits = tuple[tuple[str, int], ...]


def minutes_of(held: Credits, type_id: str) -> int:
    """The minutes of one type; 0 where there are none."""
    return sum(minutes for name, minutes in held if name == type_id)
