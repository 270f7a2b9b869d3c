"""A reissue: a conference's certificates made again with today's settings, counted before they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from chalicelib.domain.imports import KEPT
from chalicelib.domain.numbered_id import Numbered

MOST_PEOPLE = 100  # chosen by hand
MOST_SHOWN = 50  # lines of each kind on its page; the rest is counted
MOST_WAITING = 100  # certificates in the queue, so that nobody who generates now waits long
MAX_TRIES = 6  # of the sweep, after which it is stopped
STALLED = timedelta(minutes=10)  # twice what a function may take for one part


class State(StrEnum):
    """Where a reissue is. `stopped`: by somebody, or with a sentence; it can go on from there."""

    COUNTING = "counting"
    PLANNED = "planned"
    MAKING = "making"
    STOPPED = "stopped"
    DONE = "done"
    DISCARDED = "discarded"


UNFINISHED = frozenset({State.COUNTING, State.MAKING})
STARTABLE = frozenset({State.PLANNED, State.STOPPED})


class Outcome(StrEnum):
    """What a reissue comes to for one certificate. `same`: it says already what it would say."""

    AGAIN = "again"
    SAME = "same"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which certificates: all, or those with a session, issued before a day there, of some accounts."""

    session_id: str = ""
    before: date | None = None
    account_ids: tuple[str, ...] = ()
    email: bool = True


@dataclass(frozen=True, slots=True)
class Difference:
    """A total that differs, as printed: "Contact hours", "6.00", "5.50"."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """One certificate of a reissue; it names nobody.

    `alike`: the old one will be said to be reissued with its hours unchanged. `code` says why it is
    left out, `session` the session that is in the way ("": none).
    """

    account_id: str
    public_id: str
    outcome: Outcome
    alike: bool = False
    differences: tuple[Difference, ...] = ()
    code: str = ""
    session: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of a reissue. `again` are to be made; of them `made` were, and `passed` are no longer
    to be: their holder has another one, or they were revoked.
    """

    again: int = 0
    alike: int = 0
    differ: int = 0
    same: int = 0
    left_out: int = 0
    made: int = 0
    passed: int = 0

    @property
    def done(self) -> int:
        """How many of `again` are behind us."""
        return self.made + self.passed


@dataclass(frozen=True, slots=True)
class Reissue(Numbered):
    """One reissue. `by` is who asked for it, `asked_by` and `why` who started it last, as audited.

    `revision` is the conference's when it was counted, `parts` how many parts its list has and `place`
    the next one to make; `cursor` says where counting goes on. `version` counts its writes, and a
    message is for one version. `tries` counts how often the sweep took it up.
    """

    id: str
    state: State
    wanted: Wanted
    by: str
    begun_at: datetime
    changed_at: datetime
    revision: int = 0
    cursor: str = ""
    parts: int = 0
    place: int = 0
    counts: Counts = field(default_factory=Counts)
    reasons: Mapping[str, int] = field(default_factory=dict)
    differing: tuple[Line, ...] = ()
    left_out: tuple[Line, ...] = ()
    sample: Line | None = None
    asked_by: str = ""
    why: str = ""
    sentence: str = ""
    tries: int = 0
    version: int = 0

    def sample_is_kept(self, now: datetime) -> bool:
        """Whether its sample is still in the bucket."""
        return now < self.begun_at + KEPT

    def with_lines(self, lines: Iterable[Line]) -> "Reissue":
        """The same with one more part counted."""
        found = tuple(lines)
        again = [line for line in found if line.outcome is Outcome.AGAIN]
        differ = tuple(line for line in again if line.differences)
        out = tuple(line for line in found if line.outcome is Outcome.LEFT_OUT)
        counts = replace(
            self.counts,
            again=self.counts.again + len(again),
            alike=self.counts.alike + sum(line.alike for line in again),
            differ=self.counts.differ + len(differ),
            same=self.counts.same + len(found) - len(again) - len(out),
            left_out=self.counts.left_out + len(out),
        )
        reasons = dict(self.reasons)
        for line in out:
            reasons[line.code] = reasons.get(line.code, 0) + 1
        return replace(
            self,
            parts=self.parts + 1,
            counts=counts,
            reasons=reasons,
            differing=(self.differing + differ)[:MOST_SHOWN],
            left_out=(self.left_out + out)[:MOST_SHOWN],
            sample=self.sample or next(iter((*differ, *again)), None),
        )

    def with_made(self, made: int, passed: int) -> "Reissue":
        """The same with one more part made."""
        counts = self.counts
        counts = replace(counts, made=counts.made + made, passed=counts.passed + passed)
        return replace(self, place=self.place + 1, counts=counts)


def stalled(found: Reissue, now: datetime) -> bool:
    """Whether the sweep takes it up: after 10 min × 2^tries without a change."""
    wait: timedelta = STALLED * (1 << found.tries)
    return found.state in UNFINISHED and now >= found.changed_at + wait
