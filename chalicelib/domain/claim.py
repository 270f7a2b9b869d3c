"""A claim: the sessions selected for one conference."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from chalicelib.domain.credit_totals import CreditTotal
from chalicelib.domain.tick import Tick


@dataclass(frozen=True, slots=True)
class Claim:
    """What is stored of a selection. `version` is 0 before the first save.

    `selections` are the dates of the ticks, once they have met the schedule (empty before);
    `recordings` those said to be one, where the conference asks.
    `last_number` is that of the latest certificate made from it (0: none), `issued` the ticks it was
    made from (None: not kept, as by version 0.1.0); `refused` is the reason of a revocation that
    forbids another certificate ("": none). `credits` and `contact_minutes` are what it added up to when it
    was saved (main before 0.2.0 kept no credits). `open_until` is the last day on which this person may
    change it where the organizer gave them longer than others.
    """

    conference_id: str
    version: int = 0
    ticks: Mapping[str, Tick] = field(default_factory=dict)
    selections: Mapping[str, date] = field(default_factory=dict)
    contact_minutes: int = 0
    last_number: int = 0
    refused: str = ""
    issued: Mapping[str, Tick] | None = None
    credits: tuple[CreditTotal, ...] = ()
    recordings: frozenset[str] = frozenset()
    open_until: date | None = None
