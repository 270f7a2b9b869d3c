"""How long a crowd waits for its answers: the tries in turn at as many functions as are reserved.

What a try takes is what its store calls were seen to take here and the dearest password check, as
docs/adr/0010-even-answers.md has it, and never less than a refusal's even answer. A function's first try
waits for its start.
"""

import heapq
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bench.door_parts import Row
from chalicelib.settings import Settings
from infra.package import infrastructure

_CHECK = 0.45  # seconds, of a hash that an import brought
_START = 1.4  # 824 ms of processor time at 0.6 of one: docs/performance.md
MOST_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Try:
    """When it came, and the seconds that its calls to the store took."""

    at: datetime
    seconds: float


def rows_of(tries: Iterable[Try]) -> list[Row]:
    """The longest wait for an answer, and the most that come in one second."""
    made = sorted(tries, key=lambda one: one.at)
    parameters = infrastructure("production")["Parameters"]
    most, rate = parameters["ApiConcurrency"]["Default"], parameters["PublicPostRate"]["Default"]
    seconds = Counter(one.at.replace(microsecond=0) for one in made)
    waits = _waits(made, most)
    return [
        Row("crowd: longest wait for an answer, seconds", round(max(waits), 1), MOST_SECONDS),
        Row("crowd: sign-ins in the busiest second", max(seconds.values()), rate),
    ]


def _waits(made: list[Try], functions: int) -> list[float]:
    """Each try goes to the function that is free first; a new one is started while none is."""
    even = Settings.model_fields["even_answer_seconds"].default
    begin = made[0].at
    free: list[float] = []
    waits = []
    for one in made:
        came = (one.at - begin).total_seconds()
        takes = max(even, _CHECK + one.seconds)
        if (free and free[0] <= came) or len(free) == functions:
            starts = max(came, heapq.heappop(free))
        else:
            starts = came + _START
        heapq.heappush(free, starts + takes)
        waits.append(starts + takes - came)
    return waits
