"""The schedule that frab XML and frab JSON both describe: days, rooms, events → sessions.

Source of the rules: https://c3voc.de/wiki/schedule and what FOSDEM, DebConf and CCC publish.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from chalicelib.domain.conference import Session
from chalicelib.domain.text import clean_text
from chalicelib.importing import clock, durations
from chalicelib.importing.dates import a_date
from chalicelib.importing.leaving_out import Tally
from chalicelib.importing.plain_text import cleaned
from chalicelib.importing.problems import BadValue, Findings
from chalicelib.importing.quoting import quoted
from chalicelib.importing.schedule import draft, frab_head
from chalicelib.importing.schedule.draft import Draft, Entry, Options
from chalicelib.importing.schedule.naming import named


@dataclass(frozen=True, slots=True)
class Event:
    """An event as it stands in the file, every field as text ("" where it has none)."""

    id: str = ""
    guid: str = ""
    title: str = ""
    speakers: tuple[str, ...] = ()
    track: str = ""
    kind: str = ""
    room: str = ""
    date: str = ""
    start: str = ""
    end: str = ""
    duration: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A conference day. `start` is the instant it begins, `end` the one it ends, where given.

    A day without a date holds events that stand below none: each is dated by itself.
    """

    date: str
    start: str
    events: tuple[Event, ...]
    end: str = ""


@dataclass(frozen=True, slots=True)
class Frab:
    """The file. `day_change` is the time of day before which a start belongs to the next morning."""

    title: str
    location: str
    time_zone: str
    start: str
    end: str
    day_change: str
    days: tuple[Day, ...]


def to_draft(frab: Frab, options: Options, findings: Findings) -> Draft:
    """Raises Refused naming every event that cannot be used."""
    draft.check_count(sum(len(day.events) for day in frab.days), findings)
    zone = draft.chosen_zone(frab.time_zone, options, findings)
    change = frab_head.day_change(frab.day_change, findings)
    nights = _nights(frab, zone)
    tally = Tally(options.skips, findings)
    entries = []
    for on, event in _events(frab, zone, findings):
        place = _place(event, on)
        own = findings.of_row(event.id or event.guid or place)
        entry = _entry(event, on, place, change, nights, zone, options, own)
        if tally.takes(own, place, (event.id, event.guid)) and entry is not None:
            entries.append(entry)
    stated = (
        frab_head.stated(frab.start, zone, "start", findings),
        frab_head.stated(frab.end, zone, "end", findings),
    )
    return draft.drafted(
        cleaned(frab.title, draft.MAX_LABEL, "conference", "title", findings),
        cleaned(frab.location, draft.MAX_LABEL, "conference", "place", findings),
        zone.key,
        named(entries, tally),
        tally,
        stated,
    )


def _events(frab: Frab, zone: ZoneInfo, findings: Findings) -> Iterator[tuple[date | None, Event]]:
    for number, day in enumerate(frab.days, start=1):
        try:
            on = conference_day(day, zone) if day.date or day.start else None
        except BadValue as problem:
            findings.problem(f"day {number}", problem.code, f"{problem}.")
            continue
        for event in day.events:
            yield on, event


def conference_day(day: Day, zone: ZoneInfo) -> date:
    """The local date on which the day begins.

    `date` alone is not enough: DebConf writes it in UTC, where its days begin the evening before.
    """
    if len(day.start) > frab_head.ISO_DATE:
        return clock.moment(day.start, zone).date()
    return a_date(day.date or day.start)


def _nights(frab: Frab, zone: ZoneInfo) -> list[tuple[datetime, date]]:
    """When each conference day begins, latest first, where the file says so."""
    found = []
    for day in frab.days:
        if len(day.start) > frab_head.ISO_DATE:
            try:
                starts_at = clock.moment(day.start, zone)
            except BadValue:  # told where the day is read
                continue
            found.append((starts_at, starts_at.date()))
    return sorted(found, reverse=True)


def _day_at(starts_at: datetime, nights: list[tuple[datetime, date]]) -> date:
    """The conference day of an event that stands below none: what began last and is not over."""
    for begins, day in nights:
        if begins <= starts_at < begins + timedelta(days=1):
            return day
    return starts_at.date()


def _place(event: Event, on: date | None) -> str:
    """The event as a person finds it in the file, by whatever it has of id and title."""
    name = clean_text(event.id or event.guid, 100)
    parts = ("event", name, clean_text(event.title[:500], 1) and quoted(event.title))
    return f"{' '.join(part for part in parts if part)}{f' of {on}' if on else ''}"


def _entry(
    event: Event,
    on: date | None,
    place: str,
    change: time,
    nights: "list[tuple[datetime, date]]",
    zone: ZoneInfo,
    options: Options,
    own: Findings,
) -> Entry | None:
    title = cleaned(event.title, draft.MAX_TITLE, place, "title", own)
    if not title:
        own.problem(place, "no_title", "It has no title.")
    try:
        starts_at = _starts_at(event, on, change, zone)
        ends_at = _ends_at(event, starts_at, zone)
    except BadValue as problem:
        own.problem(place, problem.code, f"{problem}.")
        return None
    day = on or _day_at(starts_at, nights)
    if starts_at.date() - day not in (timedelta(0), timedelta(days=1)):
        own.problem(place, "other_day", f"It starts on {starts_at.date()}, but stands under {day}.")
    session = Session(
        id=event.id or event.guid,
        title=title,
        day=day,
        starts_at=starts_at,
        ends_at=ends_at,
        speakers=draft.speakers(event.speakers, place, own),
        format=options.format,
        track=cleaned(event.track, draft.MAX_LABEL, place, "track", own),
        kind=cleaned(event.kind, draft.MAX_LABEL, place, "type", own),
        room=cleaned(event.room, draft.MAX_LABEL, place, "room", own),
        guid=clean_text(event.guid, draft.MAX_SOURCE_ID),
        source_id=clean_text(event.id, draft.MAX_SOURCE_ID),
    )
    return Entry(session, place, cancelled=event.status.casefold() in ("cancelled", "canceled"))


def _starts_at(event: Event, on: date | None, change: time, zone: ZoneInfo) -> datetime:
    if len(event.date) > frab_head.ISO_DATE:
        return clock.moment(event.date, zone)
    if event.date:
        return clock.on_day(a_date(event.date), event.start, zone)
    if on is None:
        raise BadValue("It has neither a day nor a date of its own", "no_day")
    at, later = clock.time_of_day(event.start)
    night = at < change and not later
    return clock.local_moment(on + timedelta(days=1 if night else later), at, zone)


def _ends_at(event: Event, starts_at: datetime, zone: ZoneInfo) -> datetime:
    if event.duration or not event.end:
        return clock.plus(starts_at, durations.of_event(event.duration))
    ends_at = clock.moment(event.end, zone)
    minutes = clock.minutes_between(starts_at, ends_at)
    if minutes < 0:
        raise BadValue("It ends before it starts", "ends_early")
    if minutes > 24 * 60:
        raise BadValue("It lasts longer than 24 hours; split the session by day", "too_long")
    return ends_at
