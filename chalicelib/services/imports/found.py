"""What an import came to, as its page shows it: kept beside the file, for as long."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from chalicelib.aws import imports as bucket
from chalicelib.importing.problems import Finding
from chalicelib.importing.table.outlined import Outline
from chalicelib.store.as_json import AsJson

MOST_LINES = 1_000  # of each kind; the rest is counted
MOST_FINDINGS = 200


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the file, at its place ("" is the file itself)."""

    place: str
    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Found:
    """`changes` are lines by kind, at most 1,000 each; counts are in the import itself.

    `problems` stand in the way of a plan. `tracks` and `kinds` are what credit can be given by.
    """

    changes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[Remark, ...] = ()
    more_problems: int = 0
    notes: tuple[Remark, ...] = ()
    outline: Outline | None = None
    tracks: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


_FOUND = AsJson[Found](Found)


def remarks(findings: Iterable[Finding]) -> tuple[Remark, ...]:
    """Findings for the page, the first 200."""
    first = list(findings)[:MOST_FINDINGS]
    return tuple(Remark(f.place, f.code, f.sentence) for f in first)


def keep(import_id: str, found: Found) -> None:
    """Keep it; the last one stays."""
    bucket.put_found(import_id, "plan", _FOUND.dump(found))


def load(import_id: str) -> Found:
    """What was kept of an import that was read, within its seven days."""
    return _FOUND.load(bucket.get_found(import_id, "plan"))
