"""A file of a conference's claims that an organizer asked for."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.claimant import Which
from chalicelib.domain.imports import FIRST_WAIT, KEPT
from chalicelib.domain.numbered_id import Numbered


class Kind(StrEnum):
    """What the file is."""

    CSV = "csv"
    XLSX = "xlsx"


class Stage(StrEnum):
    """How far it is."""

    ASKED = "asked"
    MADE = "made"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ClaimsExport(Numbered):
    """One file. `id` names its conference, as an import's does; `by` is who asked, as audited.

    `rows` counts the people in it, once it is made; `tries` how often the sweep queued it again.
    """

    id: str
    which: Which
    kind: Kind
    by: str
    asked_at: datetime
    changed_at: datetime
    stage: Stage = Stage.ASKED
    rows: int = 0
    tries: int = 0
    version: int = 0

    @property
    def file_name(self) -> str:
        """What a browser calls it."""
        return f"{self.conference_id}-claims-{self.asked_at:%Y-%m-%d}.{self.kind}"

    def kept(self, now: datetime) -> bool:
        """Whether its file is made, and still in the bucket."""
        return self.stage is Stage.MADE and now < self.changed_at + KEPT

    def due_again(self, now: datetime) -> bool:
        """Whether the sweep queues it once more: after 35 min × 2^tries without a change."""
        return now >= self.changed_at + FIRST_WAIT * (1 << self.tries)
