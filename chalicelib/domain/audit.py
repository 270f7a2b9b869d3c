"""What is kept of each act on other people's data: entries in chains, one chain a scope.

Each entry names the SHA-256 of the one before, so that a changed, missing or exchanged entry shows.
Entries name people by ids, never by address.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

KEPT = timedelta(days=7 * 365 + 2)  # seven years, leap days included
PORTAL = "PORTAL"  # the scope of what concerns no one conference or account
MOST_SUBJECTS = 1_000  # of one entry; an item holds 400 KB
REASON_LENGTH, FACT_LENGTH = 500, 2_000
_ADDRESS = re.compile(r"[^\s<>()\"',;:]+@[^\s<>()\"',;:]+")


def conference_scope(conference_id: str) -> str:
    """The scope of a conference's chain."""
    return f"CONFERENCE#{conference_id}"


def account_scope(account_id: str) -> str:
    """The scope of an account's chain."""
    return f"ACCOUNT#{account_id}"


@dataclass(frozen=True, slots=True)
class By:
    """Who acts: an AWS identity (ARN), `account:` and an id, or `local`; and why, in their words."""

    who: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """What is done in one scope. `subjects` are ids of what it touches; `facts` anything short."""

    scope: str
    action: str
    subjects: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """An act as it is kept. `number` counts from 1 within the scope.

    `before` is the hash of the entry before, "" for the first; `before_at` its time.
    """

    scope: str
    number: int
    at: datetime
    who: str
    action: str
    why: str = ""
    subjects: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    before: str = ""
    before_at: datetime | None = None

    @property
    def day(self) -> str:
        """The day (UTC) under which it is listed."""
        return self.at.astimezone(UTC).date().isoformat()

    @property
    def tidy_at(self) -> datetime:
        """When it may go."""
        return self.at + KEPT


def parts(act: Act) -> list[Act]:
    """The act, in as many parts as its subjects need entries."""
    several = range(0, max(len(act.subjects), 1), MOST_SUBJECTS)
    return [
        Act(act.scope, act.action, act.subjects[at : at + MOST_SUBJECTS], act.facts)
        for at in several
    ]


def following(last: Entry | None, act: Act, by: By, now: datetime) -> Entry:
    """The entry of an act after the last one of its scope (None: it is the first)."""
    return Entry(
        scope=act.scope,
        number=last.number + 1 if last else 1,
        at=now,
        who=by.who,
        action=act.action,
        why=without_addresses(by.why)[:REASON_LENGTH],
        subjects=act.subjects,
        facts={name: without_addresses(value)[:FACT_LENGTH] for name, value in act.facts.items()},
        before=hash_of(canonical(last)) if last else "",
        before_at=last.at if last else None,
    )


def without_addresses(text: str) -> str:
    """The text with every email address taken out: entries outlive the account they speak of."""
    return _ADDRESS.sub("(address)", " ".join(text.split()))


def canonical(entry: Entry) -> str:
    """The entry as the one text that is stored and hashed: JSON, keys in order, ASCII."""
    found = {
        "scope": entry.scope,
        "number": entry.number,
        "at": _text(entry.at),
        "who": entry.who,
        "action": entry.action,
        "why": entry.why,
        "subjects": list(entry.subjects),
        "facts": dict(entry.facts),
        "before": entry.before,
        "before_at": _text(entry.before_at) if entry.before_at else "",
    }
    return json.dumps(found, sort_keys=True, separators=(",", ":"))


def parse(body: str) -> Entry:
    """The entry of a canonical text. Raises ValueError for anything else."""
    try:
        found = json.loads(body)
        entry = Entry(
            scope=found["scope"],
            number=found["number"],
            at=_time(found["at"]),
            who=found["who"],
            action=found["action"],
            why=found["why"],
            subjects=tuple(found["subjects"]),
            facts=found["facts"],
            before=found["before"],
            before_at=_time(found["before_at"]) if found["before_at"] else None,
        )
        same = canonical(entry) == body
    except (KeyError, TypeError, AttributeError) as problem:
        raise ValueError("not an entry") from problem
    if not same:
        raise ValueError("not the canonical form of an entry")
    return entry


def hash_of(body: str) -> str:
    """SHA-256 of a canonical text, in hex."""
    return hashlib.sha256(body.encode()).hexdigest()


def touched(entries: Iterable[Entry]) -> list[str]:
    """The ids that entries name, an account's or conference's scope included, each once, in order."""
    ids: dict[str, None] = {}
    for entry in entries:
        _, separator, identifier = entry.scope.partition("#")
        if separator:
            ids[identifier] = None
        ids |= dict.fromkeys(entry.subjects)
    return list(ids)


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
