"""What the registration system says of one email address at one conference."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Attendance(StrEnum):
    """How the registration lets its holder attend."""

    IN_PERSON = "in_person"
    VIRTUAL = "virtual"


class RegistrationStatus(StrEnum):
    """Only a confirmed registration connects an account to a conference."""

    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Registration:
    """One registration; `days` are the conference days it covers (empty: all)."""

    conference_id: str
    type: str = ""
    attendance: Attendance = Attendance.IN_PERSON
    days: tuple[date, ...] = ()
    status: RegistrationStatus = RegistrationStatus.CONFIRMED
    name: str = ""

    @property
    def confirmed(self) -> bool:
        """Whether it connects."""
        return self.status is RegistrationStatus.CONFIRMED
