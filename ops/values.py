"""Single values from files and options: each parser returns the value or raises BadValue, whose
message quotes what was found and says what is expected.
"""

import difflib
import re
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import TypeVar
from zoneinfo import ZoneInfo, available_timezones

from chalicelib.domain.identifiers import is_account_id, is_conference_id
from chalicelib.domain.text import clean_text
from ops.problems import BadValue, printable

LONGEST = timedelta(hours=24)
YEARS = range(2000, 2101)  # wide enough for any conference, narrow enough for every conversion
MAX_MINUTES = 24 * 60
_QUOTED_LENGTH = 60
_DURATION = re.compile(r"([0-9]{1,3}):([0-5][0-9])(?::([0-5][0-9]))?")
_LONGEST_ZONE = 60
_NOT_ZONES = {"localtime", "Factory", "posixrules"}
_YES = {"yes", "y", "true", "1", "x"}
_NO = {"no", "n", "false", "0", ""}

Choice = TypeVar("Choice", bound=StrEnum)


def quoted(value: str) -> str:
    """A value as messages quote it: cleaned, so that it cannot take over a terminal, and short."""
    cleaned = printable(value, _QUOTED_LENGTH + 1)
    if not cleaned:
        return "an empty value"
    return f"“{cleaned[:_QUOTED_LENGTH]}…”" if len(cleaned) > _QUOTED_LENGTH else f"“{cleaned}”"


def iso_date(text: str) -> date:
    """A date written YYYY-MM-DD, of the years 2000 to 2100."""
    try:
        found = datetime.strptime(text.strip(), "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError:
        raise BadValue(f"{quoted(text)} is not a date (YYYY-MM-DD)") from None
    return _in_years(found, text)


def clock_time(text: str) -> time:
    """A time of day written HH:MM or HH:MM:SS."""
    for pattern in ("%H:%M", "%H:%M:%S"):
        try:
            return datetime.strptime(text.strip(), pattern).time()  # noqa: DTZ007
        except ValueError:
            continue
    raise BadValue(f"{quoted(text)} is not a time (HH:MM)")


def moment(text: str, zone: ZoneInfo) -> datetime:
    """An ISO 8601 date and time, in `zone`; without an offset it is the zone's own time."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        found = None
    if found is None or len(text.strip()) <= len("2024-12-27"):
        raise BadValue(f"{quoted(text)} is not a date and time (YYYY-MM-DDTHH:MM:SS+HH:MM)")
    _in_years(found.date(), text)
    if found.tzinfo is None:
        return local_moment(found.date(), found.time(), zone)
    return found.astimezone(zone)


def local_moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """A wall-clock time in `zone`; one that the clocks skip is refused."""
    found = datetime.combine(day, clock, zone)
    if found.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != found.replace(tzinfo=None):
        raise BadValue(
            f"{clock:%H:%M} on {day} does not exist in {zone}: the clocks go forward then"
        )
    return found


def plus(start: datetime, duration: timedelta) -> datetime:
    """`duration` of elapsed time after `start`, also where the clocks change in between."""
    return (start.astimezone(UTC) + duration).astimezone(start.tzinfo)


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes that pass from `start` to `end`."""
    return int((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() // 60)


def duration(text: str) -> timedelta:
    """HH:MM or HH:MM:SS, at most 24 hours."""
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        raise BadValue(f"{quoted(text)} is not a duration (HH:MM)")
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    found = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if found > LONGEST:
        raise BadValue(f"{quoted(text)} is longer than 24 hours; split the session by day")
    return found


def contact_minutes(text: str) -> int:
    """Minutes of credit: 0 (no credit) to 1440."""
    if re.fullmatch(r"[0-9]{1,4}", text.strip()) and int(text) <= MAX_MINUTES:
        return int(text)
    raise BadValue(f"{quoted(text)} is not a number of minutes from 0 to {MAX_MINUTES}")


def choice(text: str, kind: type[Choice]) -> Choice:
    """One of an enumeration's words, in any case; spaces and hyphens count as underscores."""
    word = re.sub(r"[\s-]+", "_", text.strip().casefold())
    for member in kind:
        if word == member.value:
            return member
    raise BadValue(f"{quoted(text)} is none of {', '.join(member.value for member in kind)}")


def yes_or_no(text: str) -> bool:
    """yes or no, true or false, 1 or 0; empty is no."""
    word = text.strip().casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise BadValue(f"{quoted(text)} is neither yes nor no")


def names(text: str, limit: int) -> tuple[str, ...]:
    """Names separated by semicolons, cleaned, without empty or repeated ones."""
    cleaned = (clean_text(part, limit) for part in text.split(";"))
    return tuple(dict.fromkeys(name for name in cleaned if name))


def time_zone(name: str) -> ZoneInfo:
    """An IANA time zone by its name."""
    if name in _zones():
        return ZoneInfo(name)
    if len(name) > _LONGEST_ZONE:  # before looking for a near name, which takes long for a long one
        raise BadValue(f"{quoted(name)} is not an IANA time zone (a name such as Europe/Brussels)")
    near = difflib.get_close_matches(name, sorted(_zones()), n=1)
    hint = f"did you mean {near[0]}?" if near else "use a name such as Europe/Brussels"
    raise BadValue(f"{quoted(name)} is not an IANA time zone ({hint})")


def conference_id(text: str) -> str:
    """Lower-case letters, digits and hyphens, at most 64, beginning with a letter or digit."""
    if is_conference_id(text):
        return text
    raise BadValue(
        f"{quoted(text)} is not a conference id: use lower-case letters, digits and hyphens, "
        "at most 64, such as fosdem-2023"
    )


def session_id(text: str) -> str:
    """At most 100 printable characters without #, which the tables' keys use."""
    text = text.strip()
    if text and len(text) <= 100 and "#" not in text and clean_text(text, 101) == text:
        return text
    raise BadValue(f"{quoted(text)} is not a session id (1 to 100 characters, no # among them)")


def account_id(text: str) -> str:
    """Letters, digits and . _ -, at most 100: an id that is an address would stand in every log."""
    if is_account_id(text.strip()):
        return text.strip()
    raise BadValue(
        f"{quoted(text)} can't be an account id: use letters, digits and . _ - (at most 100), "
        "and never an email address"
    )


def _in_years(found: date, text: str) -> date:
    if found.year in YEARS:
        return found
    raise BadValue(f"{quoted(text)} is outside the years {YEARS.start} to {YEARS.stop - 1}")


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones() - _NOT_ZONES)
