"""Which IANA zone a calendar means: Outlook, Exchange, Zoom and Mozilla each have their own names."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from chalicelib.importing.problems import BadValue
from chalicelib.importing.quoting import quoted
from chalicelib.importing.values import is_time_zone

_PREFIX = re.compile(r"^\((?:UTC|GMT)[^)]*\)\s*")
_FIXED = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d{2})?")
_AREA = re.compile(r"(US|America)-(\w+)")
# As Outlook and Rails show them; Windows' own names are the library's.
_SHOWN = {
    "eastern time": "America/New_York",
    "central time": "America/Chicago",
    "mountain time": "America/Denver",
    "pacific time": "America/Los_Angeles",
    "arizona": "America/Phoenix",
    "indiana (east)": "America/Indiana/Indianapolis",
    "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
    "atlantic time (canada)": "America/Halifax",
    "dublin, edinburgh, lisbon, london": "Europe/London",
    "amsterdam, berlin, bern, rome, stockholm, vienna": "Europe/Berlin",
    "brussels, copenhagen, madrid, paris": "Europe/Paris",
    "tzone://microsoft/utc": "UTC",
}


@dataclass(slots=True)
class Definition:
    """What a VTIMEZONE says of a zone: where it is, and its offsets from UTC in minutes."""

    location: str = ""
    offsets: set[int] = field(default_factory=set)


def known(name: str) -> str:
    """An IANA name for a zone as calendars call it; "" for one that is not known."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    plain = name.strip().strip('"')
    shown = _PREFIX.sub("", plain).casefold().removesuffix("(us & canada)").strip()
    parts = plain.split("/")  # /mozilla.org/20050126_1/America/Indiana/Indianapolis
    area = _AREA.sub(r"\1/\2", plain)
    for candidate in (
        plain,
        WINDOWS_TO_OLSON.get(plain, ""),
        _SHOWN.get(shown, ""),
        area,
        *("/".join(parts[-count:]) for count in (3, 2) if len(parts) > count),
    ):
        if is_time_zone(candidate):
            return candidate
    return ""


def of_calendar(
    said: Iterable[str], used: Iterable[str], definitions: Mapping[str, Definition]
) -> set[str]:
    """The zones that the calendar could be in; the one that all its events name wins over UTC.

    `said` is what its head names, the likeliest first, `used` the zones of its events.
    """
    heads = [zone for zone in map(known, said) if zone]
    events = {_defined(name, definitions) for name in used} - {""}
    if heads and not (heads[0] in ("UTC", "Etc/UTC", "GMT") and len(events) == 1):
        return {heads[0]}
    return events or {_defined(name, definitions) for name in definitions} - {""}


def of_event(
    name: str, at: datetime, definitions: Mapping[str, Definition], zone: ZoneInfo, asked: bool
) -> tzinfo:
    """The zone of an event's time `at`. Raises BadValue for one that nobody knows.

    A name that only the file's author knew is the conference's zone, where a person said that
    (`asked`), and the file's definition of it has the same offset then.
    """
    found = _defined(name, definitions)
    if found:
        return ZoneInfo(found)
    if fixed := _FIXED.fullmatch(name.strip()):
        hours, minutes = int(fixed[2]), int(fixed[3] or 0)
        if hours < 15 and minutes < 60:
            lasts = timedelta(hours=hours, minutes=minutes)
            return timezone(-lasts if fixed[1] == "-" else lasts)
    offset = at.replace(tzinfo=zone).utcoffset() or timedelta(0)
    definition = definitions.get(name)
    if asked and definition and offset // timedelta(minutes=1) in definition.offsets:
        return zone
    remedy = "" if asked or definition is None else "; add --time-zone if it is the conference's"
    raise BadValue(f"Its time zone {quoted(name)} isn't known{remedy}", "time_zone")


def _defined(name: str, definitions: Mapping[str, Definition]) -> str:
    definition = definitions.get(name)
    return known(name) or (known(definition.location) if definition else "")
