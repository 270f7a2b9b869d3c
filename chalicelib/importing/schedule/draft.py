"""A schedule as a file gives it, before it meets what is stored."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from zoneinfo import ZoneInfo

from chalicelib.domain import limits
from chalicelib.domain.conference import Format, Session
from chalicelib.importing import clock
from chalicelib.importing.leaving_out import Skips, Tally
from chalicelib.importing.mapping import Mapped
from chalicelib.importing.plain_text import cleaned
from chalicelib.importing.problems import BadValue, Finding, Findings, Refused, refused
from chalicelib.importing.values import time_zone

MAX_SESSIONS = limits.MAX_SESSIONS
MAX_TITLE = limits.TITLE_LENGTH
MAX_SPEAKER = limits.SPEAKER_LENGTH
MAX_SPEAKERS = limits.MAX_SPEAKERS
MAX_LABEL = limits.LABEL_LENGTH
MAX_SOURCE_ID = limits.SOURCE_ID_LENGTH


@dataclass(frozen=True, slots=True)
class Options:
    """What a person adds to the file. `stored_zone` is what an earlier import knew."""

    format: Format = Format.IN_PERSON
    time_zone: str = ""
    stored_zone: str = ""
    mapped: Mapped = field(default_factory=Mapped)
    skips: Skips = field(default_factory=Skips)


@dataclass(frozen=True, slots=True)
class Entry:
    """A session as a row or event gives it. Its id is settled when it meets what is stored.

    `explicit`: the file itself gives its contact minutes. `cancelled`: the file says so. `no_credit`: the
    credit types that the file says it has no minutes of.
    """

    session: Session
    place: str
    explicit: bool = False
    cancelled: bool = False
    no_credit: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Draft:
    """What a file says. `name` and `location` are "" where it does not say."""

    name: str
    location: str
    time_zone: str
    starts_on: date
    ends_on: date
    entries: tuple[Entry, ...]
    tally: Tally

    @property
    def sessions(self) -> tuple[Session, ...]:
        """The sessions, in the file's order."""
        return tuple(entry.session for entry in self.entries)


def drafted(
    name: str,
    location: str,
    zone: str,
    entries: Iterable[Entry],
    tally: Tally,
    stated: tuple[list[date], list[date]] = ([], []),
) -> Draft:
    """A draft of what was taken; `stated` are the first and last days that the file names.

    Raises Refused for what was found wrong, and for a file with no session left.
    """
    entries = tuple(entries)
    tally.tell_unknown_skips()
    tally.findings.refuse_if_any()
    if not entries:
        raise Refused(tally.findings.source, tally.left_out)
    days = [entry.session.day for entry in entries]
    _tell_twice(entries, tally.findings)
    return Draft(name, location, zone, min(days + stated[0]), max(days + stated[1]), entries, tally)


def _tell_twice(entries: tuple[Entry, ...], findings: Findings) -> None:
    """Times that the clock shows twice that night are taken as the first, which is told."""
    for entry in entries:
        starts_at = entry.session.starts_at
        if clock.happens_twice(starts_at) and starts_at.fold == 0:
            findings.note(
                entry.place,
                "ambiguous_time",
                f"{starts_at:%H:%M} happens twice that night, because clocks go back; the first "
                f"({starts_at.tzname()}) is taken. An offset in the file would settle it.",
            )


def chosen_zone(in_file: str, options: Options, findings: Findings) -> ZoneInfo:
    """The zone to use: the option, else the file's, else the stored one. Raises Refused."""
    name = options.time_zone or in_file or options.stored_zone
    if not name:
        raise refused(
            findings.source,
            "no_time_zone",
            "No time zone. Add --time-zone, such as --time-zone America/Chicago.",
        )
    source = "--time-zone" if options.time_zone else findings.source
    try:
        zone = time_zone(name)
    except BadValue as problem:
        raise Refused(source, [Finding("", problem.code, f"{problem}.")]) from None
    if options.time_zone and in_file and in_file != options.time_zone:
        findings.note(
            "time zone",
            "other_zone",
            f"the file has {in_file}; {options.time_zone} is used, as asked.",
        )
    return zone


def speakers(names: Iterable[str], where: str, findings: Findings) -> tuple[str, ...]:
    """Their names, cleaned, each once, at most 50."""
    looked_at = tuple(dict.fromkeys(names))[: MAX_SPEAKERS + 10]
    kept = (cleaned(name, MAX_SPEAKER, where, "speaker's name", findings) for name in looked_at)
    unique = tuple(dict.fromkeys(name for name in kept if name))
    if len(unique) > MAX_SPEAKERS:
        findings.note(where, "cut", f"it has many speakers; the first {MAX_SPEAKERS} are kept.")
    return unique[:MAX_SPEAKERS]


def check_count(count: int, findings: Findings) -> None:
    """Raises Refused for an empty schedule or one beyond any conference."""
    if not count:
        raise refused(findings.source, "no_sessions", "The file holds no sessions.")
    if count > MAX_SESSIONS:
        raise refused(
            findings.source,
            "too_many_sessions",
            f"The file holds {count:,} sessions; at most {MAX_SESSIONS:,} can be imported.",
        )


def renamed(entry: Entry, identifier: str) -> Entry:
    """The entry under another id."""
    return replace(entry, session=replace(entry.session, id=identifier))
