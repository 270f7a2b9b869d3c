"""An import: a file on its way into a conference, from the browser to what it changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.domain.numbered_id import Numbered

FORM_LASTS = timedelta(hours=1)  # a page that was left open longer is opened again
KEPT = timedelta(days=7)  # the bucket's lifecycle has the same figure; a test compares them
_RETURNS_WITHIN = timedelta(minutes=10)
_NEVER_CAME = timedelta(hours=24)
MAX_TRIES = 6  # of the sweep, after which the import is refused
FIRST_WAIT = timedelta(minutes=35)  # longer than the queue hides a message


class What(StrEnum):
    """What the file holds."""

    SCHEDULE = "schedule"
    REGISTRATIONS = "registrations"
    ATTENDANCE = "attendance"


class State(StrEnum):
    """Where an import is.

    `begun`: the form was shown, the file has not come. `read`: it cannot be planned before somebody
    answered what its columns and words mean. `confirmed` and `undoing` are asked for and not done.
    """

    BEGUN = "begun"
    UPLOADED = "uploaded"
    READ = "read"
    PLANNED = "planned"
    CONFIRMED = "confirmed"
    APPLIED = "applied"
    UNDOING = "undoing"
    UNDONE = "undone"
    REFUSED = "refused"


# What the consumer has to do something about, and the sweep looks after.
UNFINISHED = frozenset({State.BEGUN, State.UPLOADED, State.CONFIRMED, State.UNDOING})
WRITING = frozenset({State.CONFIRMED, State.UNDOING})
ANSWERABLE = frozenset({State.READ, State.PLANNED})


@dataclass(frozen=True, slots=True)
class Answers:
    """How the file is to be read, as a person said; kept for the conference's next file.

    `columns`: ours → the file's heading. `values`: our column → the file's word → ours. `eligible`
    are rules as the importers take them: all, track:NAME, type:NAME.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    date_order: str = ""
    sheet: str = ""
    format: str = "in_person"
    eligible: tuple[str, ...] = ()
    no_breaks: bool = False
    keep_cancelled: bool = False
    match: str = ""
    skip_bad_rows: bool = False
    prune: bool = False
    take_file: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What is said of an import beside its state.

    `code` and `sentence` say why it was refused, or what to look at first. `basis` names what the
    plan was made from, and `result` what applying it left (a schedule's revision, a roster's stamp).
    `step`, `done` and `total` are how far the work in hand is. `counts` are the plan's, by kind.
    """

    code: str = ""
    sentence: str = ""
    basis: str = ""
    result: str = ""
    digest: str = ""
    step: str = ""
    done: int = 0
    total: int = 0
    summary: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Import(Numbered):
    """One import. `by` is who began it, `asked_by` who confirmed or undid it last, as audited.

    `version` counts its writes; `tries` how often the sweep queued it again.
    """

    id: str
    what: What
    state: State
    by: str
    begun_at: datetime
    changed_at: datetime
    answers: Answers = field(default_factory=Answers)
    standing: Standing = field(default_factory=Standing)
    asked_by: str = ""
    tries: int = 0
    version: int = 0

    def file_is_kept(self, now: datetime) -> bool:
        """Whether its file and what undoes it are still in the bucket."""
        return now < self.begun_at + KEPT

    def may_be_undone(self, now: datetime) -> bool:
        """Whether it was applied, and what it replaced is still kept."""
        return self.state is State.APPLIED and self.file_is_kept(now)


def due_again(found: Import, now: datetime) -> bool:
    """Whether the sweep queues it once more: after 35 min × 2^tries without a change."""
    wait: timedelta = FIRST_WAIT * (1 << found.tries)
    return now >= found.changed_at + wait


def may_have_come(found: Import, now: datetime) -> bool:
    """Whether its browser had the ten minutes in which it usually says that the file was sent."""
    return now >= found.begun_at + _RETURNS_WITHIN


def never_came(found: Import, now: datetime) -> bool:
    """Whether nobody waits any longer for its file: after a day."""
    return now >= found.begun_at + _NEVER_CAME
