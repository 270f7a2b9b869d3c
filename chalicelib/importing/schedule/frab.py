"""The schedule that frab XML and frab JSON both describe: days, rooms, events → sessions.

Source of the rules: https://c3voc.de/wiki/schedule and what FOSDEM, DebConf and CCC publish.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from chalicelib.domain.conference import Session
from chalicelib.domain.text import clean_text
from chalicelib.importing import durations
from chalicelib.importing.leaving_out import Tally
from chalicelib.importing.plain_text import cleaned
from chalicelib.importing.problems import BadValue, Findings
from chalicelib.importing.quoting import quoted
from chalicelib.importing.schedule import draft, frab_days, frab_head, frab_times
from chalicelib.importing.schedule.draft import Draft, Entry, Options
from chalicelib.importing.schedule.frab_file import Event, Frab
from chalicelib.importing.schedule.naming import named


@dataclass(frozen=True, slots=True)
class _Days:
    """What the whole file says of its days, and how it writes durations of three parts."""

    change: time
    nights: list[tuple[datetime, date]]
    parts: durations.Parts
    held: set[date] = field(default_factory=set)


def to_draft(frab: Frab, options: Options, findings: Findings) -> Draft:
    """Raises Refused naming every event that cannot be used."""
    draft.check_count(sum(len(day.events) for day in frab.days), findings)
    zone = draft.chosen_zone(frab.time_zone, options, findings)
    days = _Days(
        frab_head.day_change(frab.day_change, findings),
        frab_days.nights(frab, zone),
        durations.parts_of(event.duration for day in frab.days for event in day.events),
    )
    if days.parts is durations.Parts.SECONDS:
        findings.note("durations", "seconds", "three parts are read as hours, minutes and seconds.")
    tally = Tally(options.skips, findings)
    entries = []
    events = list(_events(frab, zone, findings))
    days.held.update(on for on, _ in events if on is not None)
    for on, event in events:
        place = _place(event, on)
        own = findings.of_row(event.id or event.guid or place)
        entry = _entry(event, on, place, days, zone, options, own)
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
            on = frab_days.conference_day(day, zone) if day.date or day.start else None
        except BadValue as problem:
            findings.problem(f"day {number}", problem.code, f"{problem}.")
            continue
        for event in day.events:
            yield on, event


def _place(event: Event, on: date | None) -> str:
    """The event as a person finds it in the file, by whatever it has of id and title."""
    name = clean_text(event.id or event.guid, 100)
    parts = ("event", name, clean_text(event.title[:500], 1) and quoted(event.title))
    return f"{' '.join(part for part in parts if part)}{f' of {on}' if on else ''}"


def _entry(
    event: Event,
    on: date | None,
    place: str,
    days: _Days,
    zone: ZoneInfo,
    options: Options,
    own: Findings,
) -> Entry | None:
    title = cleaned(event.title, draft.MAX_TITLE, place, "title", own)
    if not title:
        own.problem(place, "no_title", "It has no title.")
    try:
        starts_at = frab_times.starts(event, on, days.change, zone)
        ends_at = frab_times.ends(event, starts_at, zone, days.parts)
    except BadValue as problem:
        own.problem(place, problem.code, f"{problem}.")
        return None
    day = _day(on, starts_at, days, place, own)
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


def _day(on: date | None, starts_at: datetime, days: _Days, place: str, own: Findings) -> date:
    """The day it stands under, or the one that its own date means."""
    own_day = frab_days.day_at(starts_at, days.nights)
    if on is None:
        return own_day
    if timedelta(0) <= starts_at.date() - on <= timedelta(days=1):
        return on
    if own_day in days.held:
        own.note(
            place,
            "other_day",
            f"it is listed under {on}, but is dated {starts_at.date()}; its own date counts.",
        )
        return own_day
    own.problem(place, "other_day", f"It starts on {starts_at.date()}, but is listed under {on}.")
    return on
