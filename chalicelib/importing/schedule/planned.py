"""What a plan holds. Reading a file takes thirty modules, which a page that writes a plan has no use for."""

from dataclasses import dataclass
from decimal import Decimal

from chalicelib.domain.conference import Conference, Session
from chalicelib.importing.leaving_out import Tally
from chalicelib.importing.problems import Finding
from chalicelib.importing.schedule.changes import Changes


@dataclass(frozen=True, slots=True)
class Plan:
    """What to store, what that changes, and what to tell. `revision` is the one it was made from."""

    conference: Conference
    sessions: tuple[Session, ...]
    withdrawn: tuple[Session, ...]
    revision: int
    facts: tuple[str, ...]
    changes: Changes
    notes: list[Finding]
    tally: Tally

    @property
    def changes_anything(self) -> bool:
        """Whether there is something to write."""
        return bool(self.facts) or self.changes.any

    @property
    def eligible(self) -> int:
        """How many sessions carry credit."""
        return sum(session.eligible for session in self.sessions)

    def summary(self) -> str:
        """The last line: how much of the schedule carries credit, and how much was left out."""
        minutes = sum(session.contact_minutes for session in self.sessions)
        hours = (Decimal(minutes) / 60).quantize(Decimal("0.01"))
        left = f", {len(self.tally.left_out)} left out" if self.tally.left_out else ""
        return f"{self.eligible} of {len(self.sessions)} sessions eligible, {hours} hours{left}"
