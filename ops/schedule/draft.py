"""A schedule as a file gives it, before it meets what is stored."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from chalicelib.domain import limits
from chalicelib.domain.conference import Format, Session
from chalicelib.domain.text import clean_text
from ops.problems import BadInput, BadValue, Findings, refused
from ops.values import time_zone

MAX_SESSIONS = 5_000  # 38C3, the largest we know, has 1,007
MAX_TITLE = limits.TITLE_LENGTH
MAX_SPEAKER = limits.SPEAKER_LENGTH
MAX_SPEAKERS = limits.MAX_SPEAKERS
MAX_LABEL = limits.LABEL_LENGTH


@dataclass(frozen=True, slots=True)
class Options:
    """What the operator adds to the file. `stored_zone` is what an earlier import knew."""

    format: Format = Format.IN_PERSON
    time_zone: str = ""
    stored_zone: str = ""
    headings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a file says. `name` and `location` are "" where it does not say.

    `explicit` are the sessions whose contact minutes the file itself gives.
    """

    name: str
    location: str
    time_zone: str
    starts_on: date
    ends_on: date
    sessions: tuple[Session, ...]
    explicit: frozenset[str] = frozenset()


def chosen_zone(in_file: str, options: Options, findings: Findings) -> str:
    """The zone to use: the option, else the file's, else the stored one. Raises BadInput."""
    name = options.time_zone or in_file or options.stored_zone
    if not name:
        raise refused(
            findings.source, "it names no time zone; add --time-zone, such as Europe/Brussels"
        )
    source = "--time-zone" if options.time_zone else findings.source
    try:
        zone = time_zone(name)
    except BadValue as problem:
        raise BadInput(source, [f"{problem}."]) from None
    if options.time_zone and in_file and in_file != options.time_zone:
        findings.note(
            "time zone", f"the file has {in_file}; {options.time_zone} is used, as asked."
        )
    return zone.key


def cleaned(text: str, limit: int, where: str, what: str, findings: Findings) -> str:
    """`text` made printable and at most `limit` characters; what that took away is told."""
    whole = clean_text(text, len(text) + 1)
    if len(whole) > limit:
        findings.note(where, f"its {what} has {len(whole)} characters and is cut to {limit}.")
    elif _lost_characters(text, whole):
        findings.note(
            where, f"its {what} holds characters that cannot be printed; they are left out."
        )
    return whole[:limit].rstrip()


def _lost_characters(before: str, after: str) -> bool:
    # White space is folded and letters are composed as a matter of course: neither is worth telling.
    return unicodedata.normalize("NFC", "".join(before.split())) != "".join(after.split())


def check_count(count: int, findings: Findings) -> None:
    """Raises BadInput for an empty schedule or one beyond any conference."""
    if not count:
        raise refused(findings.source, "it holds no sessions")
    if count > MAX_SESSIONS:
        raise refused(
            findings.source, f"it holds {count} sessions; at most {MAX_SESSIONS} can be imported"
        )
