"""What the registration system says of one email address at one conference."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from chalicelib.domain.proof import NONE, Proof, combined


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
    """One registration; `days` are the conference days it covers (empty: all).

    `proof` is what the organizer recorded of attendance. It is the address's: whatever stands on any
    of its registrations counts.
    """

    conference_id: str
    type: str = ""
    attendance: Attendance = Attendance.IN_PERSON
    days: tuple[date, ...] = ()
    status: RegistrationStatus = RegistrationStatus.CONFIRMED
    name: str = ""
    proof: Proof = NONE

    @property
    def confirmed(self) -> bool:
        """Whether it connects."""
        return self.status is RegistrationStatus.CONFIRMED


def proof_of(registrations: Iterable[Registration]) -> Proof:
    """What was recorded of the person whose registrations these are."""
    return combined(registration.proof for registration in registrations)


def with_proof(registrations: Sequence[Registration], proof: Proof) -> tuple[Registration, ...]:
    """The registrations of one address with this proof, which the first keeps for all."""
    return tuple(
        replace(one, proof=NONE if place else proof) for place, one in enumerate(registrations)
    )
