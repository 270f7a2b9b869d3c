"""A schedule as iCalendar (RFC 5545): one event a session, in its own zone.

Events that last whole days or repeat are left out with a note: they have no time, or many.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib.domain.conference import Session
from chalicelib.domain.session_length import minutes_between
from chalicelib.domain.text import clean_text
from chalicelib.importing import clock
from chalicelib.importing.dates import YEARS
from chalicelib.importing.leaving_out import Tally
from chalicelib.importing.plain_text import cleaned
from chalicelib.importing.problems import BadValue, Findings, refused
from chalicelib.importing.quoting import listed, quoted
from chalicelib.importing.schedule import calendar_zones, draft
from chalicelib.importing.schedule.calendar_lines import (
    ZONE,
    CalendarLines,
    EventLines,
    decoded_text,
    reduced,
)
from chalicelib.importing.schedule.calendar_texts import unescaped
from chalicelib.importing.schedule.draft import Draft, Entry, Options
from chalicelib.importing.schedule.naming import named
from chalicelib.importing.schedule.speakers import named_in


def parse(data: bytes, options: Options, findings: Findings) -> Draft:
    """Raises Refused naming every event that cannot be used."""
    lines = reduced(decoded_text(data, findings), findings)
    draft.check_count(len(lines.events), findings)
    events = [_times(event) for event in lines.events]
    zone = draft.chosen_zone(_zone_name(lines, events, options, findings), options, findings)
    zones = _Zones(lines.zones, zone, asked=bool(options.time_zone))
    tally = Tally(options.skips, findings)
    entries = []
    for at, (event, times) in enumerate(zip(lines.events, events, strict=True)):
        place = _place(event, at + 1)
        own = findings.of_row(event.text("UID") or place)
        told = _no_session(times, event.repeats)
        if told:
            tally.read += 1
            tally.leave(place, told[0], told[1])
            continue
        entry = _entry(event, times, place, zones, options, own)
        if tally.takes(own, place, (event.text("UID"), f"event {at + 1}")) and entry is not None:
            entries.append(entry)
    name = (
        lines.head.get("X-WR-CALNAME")
        or lines.head.get("NAME")
        or lines.head.get("X-WR-CALDESC", "")
    )
    return draft.drafted(
        cleaned(unescaped(name), draft.MAX_LABEL, "calendar", "name", findings),
        "",
        zone.key,
        named(entries, tally),
        tally,
    )


def _times(lines: EventLines) -> Any:
    """When it is, as the library reads it; a line that it cannot read is in its `errors`."""
    from icalendar import Event

    text = "\r\n".join(["BEGIN:VEVENT", *lines.times, "END:VEVENT", ""])
    try:
        return Event.from_ical(text)
    except (ValueError, IndexError, KeyError, TypeError) as problem:
        broken = Event()
        broken.errors.append(("", str(problem)))
        return broken


@dataclass(frozen=True, slots=True)
class _Zones:
    """The zones that the calendar defines, and the conference's; `asked` if a person named it."""

    defined: Mapping[str, calendar_zones.Definition]
    conference: ZoneInfo
    asked: bool


def _zone_name(
    lines: CalendarLines, events: list[Any], options: Options, findings: Findings
) -> str:
    """The calendar's zone; "" where it names none. Raises Refused for several, if nobody chose."""
    said = [lines.head.get(name, "") for name in ("X-WR-TIMEZONE", "TIMEZONE-ID")]
    used = {name for event in events if (name := _tzid(event))}
    found = sorted(calendar_zones.of_calendar(said, used, lines.zones))
    if len(found) > 1 and not (options.time_zone or options.stored_zone):
        raise refused(
            findings.source,
            "several_time_zones",
            f"Its events are in several time zones: {listed(found)}. Name the conference's with "
            f"--time-zone, such as --time-zone {found[0]}.",
        )
    return found[0] if len(found) == 1 else ""


def _tzid(event: Any, name: str = "DTSTART") -> str:
    params = getattr(event.get(name), "params", None)
    return str(params.get(ZONE, "")) if params else ""


def _held(event: Any, name: str) -> Any:
    """The date, moment or duration of a property; None where there is none that can be read."""
    try:
        return getattr(event.get(name), "dt", None)
    except ValueError:  # the library's word for a property it could not read
        return None


def _no_session(event: Any, repeats: bool) -> tuple[str, str] | None:
    if repeats:
        return (
            "repeats",
            "left out: it repeats by a rule. Export each occurrence as an event of its own.",
        )
    start = _held(event, "DTSTART")
    if isinstance(start, date) and not isinstance(start, datetime):
        return "all_day", "left out: it lasts whole days and has no time."
    return None


def _entry(
    event: EventLines, times: Any, place: str, zones: _Zones, options: Options, own: Findings
) -> Entry | None:
    for name, problem in times.errors:
        own.problem(
            place, "malformed", f"{name or 'It'} can't be read ({clean_text(str(problem), 100)})."
        )
    title = cleaned(event.text("SUMMARY"), draft.MAX_TITLE, place, "title", own)
    if not title:
        own.problem(place, "no_title", "It has no title (SUMMARY).")
    try:
        starts_at = _moment(times, "DTSTART", zones)
        ends_at = _ends_at(times, starts_at, zones)
    except BadValue as problem:
        own.problem(place, problem.code, f"{problem}.")
        return None
    return Entry(
        Session(
            id="",
            title=title,
            day=starts_at.date(),
            starts_at=starts_at,
            ends_at=ends_at,
            speakers=draft.speakers(named_in(event.text("DESCRIPTION")), place, own),
            format=options.format,
            track=cleaned(
                ", ".join(event.texts["CATEGORIES"]), draft.MAX_LABEL, place, "category", own
            ),
            room=cleaned(event.text("LOCATION"), draft.MAX_LABEL, place, "room", own),
            guid=_guid(event, times),
        ),
        place,
        cancelled=event.text("STATUS").casefold() == "cancelled",
    )


def _moment(event: Any, name: str, zones: _Zones) -> datetime:
    found = _held(event, name)
    if not isinstance(found, datetime):
        raise BadValue(f"It has no {name} that can be read", "no_time")
    if found.year not in YEARS:
        raise BadValue(f"{found.date()} is outside the years 2000 to 2100", "year")
    if found.tzinfo is not None:
        return found.astimezone(zones.conference)
    tzid = _tzid(event, name)
    own: tzinfo = zones.conference
    if tzid:
        own = calendar_zones.of_event(tzid, found, zones.defined, zones.conference, zones.asked)
    if not isinstance(own, ZoneInfo):
        return found.replace(tzinfo=own).astimezone(zones.conference)
    return clock.local_moment(found.date(), found.time(), own).astimezone(zones.conference)


def _ends_at(event: Any, starts_at: datetime, zones: _Zones) -> datetime:
    lasts = _held(event, "DURATION")
    if event.get("DTEND") is not None:
        ends_at = _moment(event, "DTEND", zones)
    elif isinstance(lasts, timedelta):
        ends_at = clock.plus(starts_at, min(lasts, timedelta(days=400)))
    else:
        raise BadValue("It has no end (DTEND or DURATION)", "no_end")
    minutes = minutes_between(starts_at, ends_at)
    if minutes < 0:
        raise BadValue("It ends before it starts", "ends_early")
    if minutes > 24 * 60:
        raise BadValue("It lasts longer than 24 hours; split it by day", "too_long")
    return ends_at


def _guid(event: EventLines, times: Any) -> str:
    occurrence = times.get("RECURRENCE-ID")
    stamp = occurrence.to_ical().decode() if occurrence is not None else ""
    return clean_text(" ".join(filter(None, (event.text("UID"), stamp))), draft.MAX_SOURCE_ID)


def _place(event: EventLines, number: int) -> str:
    title = event.text("SUMMARY")
    return f"event {number} {quoted(title)}" if clean_text(title[:500], 1) else f"event {number}"
