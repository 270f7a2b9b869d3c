"""An iCalendar file reduced to the lines that are read: no alarms, zones or rules to expand.

What is left is small whatever the file holds, and is parsed by the library.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from chalicelib.importing.encodings import decoded
from chalicelib.importing.problems import Findings, refused
from chalicelib.importing.schedule.calendar_texts import TEXTS, text_of
from chalicelib.importing.schedule.calendar_zones import Definition
from chalicelib.importing.schedule.draft import MAX_SESSIONS

_HEAD = ("X-WR-CALNAME", "X-WR-TIMEZONE", "TIMEZONE-ID", "X-WR-CALDESC", "NAME")
_TIMES = {"DTSTART": 200, "DTEND": 200, "RECURRENCE-ID": 200, "DURATION": 100}
_REPEATED = 10  # lines of one name that are read of an event; CATEGORIES may well have several
MAX_DEPTH = 10
MAX_ZONES = 500  # that a calendar defines; more are passed over
_RULES = ("RRULE", "RDATE")
_FOLD = re.compile(r"\r?\n[ \t]")
_NAME = re.compile(r"[A-Za-z0-9-]+")
# Exchange writes tzone://Microsoft/Utc without the quotation marks that its colon needs.
_UNQUOTED = re.compile(
    r"^(?P<before>[^:\"]*;TZID=)(?P<zone>[^\";]*:[^\";]*)(?P<after>:\d{8}(?:T\d{6}Z?)?)\s*",
    re.IGNORECASE,
)
_TZID = re.compile(r";TZID=", re.IGNORECASE)
_OFFSET = re.compile(r"([+-])(\d{2})(\d{2})(?:\d{2})?")
ZONE = "X-ZONE"  # our name for TZID: which zone is meant is ours to decide, not the library's


@dataclass(slots=True)
class EventLines:
    """`texts` are what it says in words, by property; `times` the lines that the library reads.

    `repeats`: it has a rule by which it does.
    """

    texts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    times: list[str] = field(default_factory=list)
    repeats: bool = False

    def keep(self, name: str, line: str) -> None:
        """Take a line of it, if anything of it is read."""
        if name in _RULES:
            self.repeats = True
        elif name in TEXTS and len(self.texts[name]) < _REPEATED:
            text = text_of(line, name)
            if text is None:
                self._add(line, 100)  # the library says what is wrong with it
            else:
                self.texts[name].append(text)
        elif name in _TIMES:
            line = _UNQUOTED.sub(r'\g<before>"\g<zone>"\g<after>', line[:500])
            self._add(_TZID.sub(f";{ZONE}=", line, count=1), _TIMES[name])

    def text(self, name: str) -> str:
        """The first of its texts by that name, which is of `TEXTS`; "" for none."""
        return next(iter(self.texts.get(name, ())), "")

    def _add(self, line: str, limit: int) -> None:
        if len(self.times) < _REPEATED:
            self.times.append(line[:limit])


@dataclass(slots=True)
class CalendarLines:
    """`head` are the calendar's own properties, `events` what is read of each.

    `zones` are the time zones that it defines, by their TZID.
    """

    head: dict[str, str] = field(default_factory=dict)
    events: list[EventLines] = field(default_factory=list)
    zones: dict[str, Definition] = field(default_factory=dict)


def decoded_text(data: bytes, findings: Findings) -> str:
    """The calendar's text; a line may be folded inside a letter, which counts in bytes."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        unfolded = data
        for fold in (b"\r\n ", b"\r\n\t", b"\n ", b"\n\t"):
            unfolded = unfolded.replace(fold, b"")
        try:
            return unfolded.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
    return decoded(data, findings)


def reduced(text: str, findings: Findings) -> CalendarLines:
    """Raises Refused for a file that is cut off or holds too much."""
    if text.upper().count("BEGIN:VEVENT") > MAX_SESSIONS:
        raise refused(
            findings.source,
            "too_many_sessions",
            f"The file holds more than {MAX_SESSIONS:,} events.",
        )
    reading = _Reading(findings)
    for number, line in enumerate(_unfolded(text), start=1):
        reading.line(number, line)
    if reading.open_parts:
        raise _cut_off(findings, 0)
    return reading.found


class _Reading:
    """Goes through the lines, knowing which parts are open."""

    def __init__(self, findings: Findings) -> None:
        self.found = CalendarLines()
        self.open_parts: list[str] = []
        self._findings = findings
        self._definition = Definition()

    def line(self, number: int, line: str) -> None:
        name = _name(line)
        if name == "BEGIN":
            self._begin(_value(line))
        elif name == "END":
            if not self.open_parts or self.open_parts.pop() != _value(line):
                raise _cut_off(self._findings, number)
        elif self.open_parts == ["VCALENDAR"] and name in _HEAD:
            self.found.head.setdefault(name, line.partition(":")[2].strip()[:500])
        elif self.open_parts == ["VCALENDAR", "VEVENT"]:
            self.found.events[-1].keep(name, line)
        elif self.open_parts[:2] == ["VCALENDAR", "VTIMEZONE"]:
            self._zone(name, line)

    def _zone(self, name: str, line: str) -> None:
        value = line.partition(":")[2].strip()
        if name == "TZID":
            zones = self.found.zones
            full = len(zones) >= MAX_ZONES and value[:200] not in zones
            self._definition = Definition() if full else zones.setdefault(value[:200], Definition())
        elif name == "X-LIC-LOCATION":
            self._definition.location = value[:200]
        elif name == "TZOFFSETTO" and (offset := _OFFSET.fullmatch(value)):
            minutes = int(offset[2]) * 60 + int(offset[3])
            self._definition.offsets.add(-minutes if offset[1] == "-" else minutes)

    def _begin(self, part: str) -> None:
        self.open_parts.append(part)
        if len(self.open_parts) > MAX_DEPTH:
            raise refused(
                self._findings.source, "too_deep", "It is nested too deeply for a calendar."
            )
        if self.open_parts == ["VCALENDAR", "VEVENT"]:
            self.found.events.append(EventLines())


def _unfolded(text: str) -> Iterator[str]:
    return (line for line in _FOLD.sub("", text).splitlines() if line.strip())


def _name(line: str) -> str:
    match = _NAME.match(line)
    return match.group().upper() if match else ""


def _value(line: str) -> str:
    return line.partition(":")[2].strip().upper()


def _cut_off(findings: Findings, number: int) -> Exception:
    return refused(
        findings.source,
        "malformed",
        "The calendar is damaged or cut off: a part of it begins and doesn't end. Export it again.",
        f"line {number}" if number else "",
    )
