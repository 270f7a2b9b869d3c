"""The schedule that frab XML and frab JSON both describe: days, rooms, events → sessions.

Source of the rules: https://c3voc.de/wiki/schedule and what FOSDEM, DebConf and CCC publish.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from chalicelib.domain.conference import Session
from chalicelib.domain.text import clean_text
from ops import values
from ops.problems import BadValue, Findings
from ops.schedule import draft
from ops.schedule.draft import Draft, Options


@dataclass(frozen=True, slots=True)
class Event:
    """An event as it stands in the file, every field as text ("" where it has none)."""

    id: str
    title: str
    speakers: tuple[str, ...] = ()
    track: str = ""
    kind: str = ""
    date: str = ""
    start: str = ""
    duration: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A conference day. `start` is the instant it begins, where the file gives one."""

    date: str
    start: str
    events: tuple[Event, ...]


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
    """Raises BadInput naming every event that cannot be used."""
    draft.check_count(sum(len(day.events) for day in frab.days), findings)
    zone_name = draft.chosen_zone(frab.time_zone, options, findings)
    zone = ZoneInfo(zone_name)
    change = _day_change(frab.day_change, findings)
    sessions: dict[str, Session] = {}
    for on, event in _events(frab, zone, findings):
        where = _where(event, on)
        session = _session(event, on, where, change, zone, options, findings)
        if session is None:
            continue
        if session.id in sessions:
            findings.problem(where, "its id is used by another event; ids have to be unique.")
        sessions[session.id] = session
    findings.refuse_if_any()
    days = [session.day for session in sessions.values()]
    return Draft(
        name=draft.cleaned(frab.title, draft.MAX_LABEL, "conference", "title", findings),
        location=draft.cleaned(frab.location, draft.MAX_LABEL, "conference", "place", findings),
        time_zone=zone_name,
        starts_on=min([*days, *_stated(frab.start, zone, "start", findings)]),
        ends_on=max([*days, *_stated(frab.end, zone, "end", findings)]),
        sessions=tuple(sessions.values()),
    )


def _events(frab: Frab, zone: ZoneInfo, findings: Findings) -> Iterator[tuple[date, Event]]:
    for number, day in enumerate(frab.days, start=1):
        try:
            on = conference_day(day, zone)
        except BadValue as problem:
            findings.problem(f"day {number}", f"{problem}.")
            continue
        for event in day.events:
            yield on, event


def conference_day(day: Day, zone: ZoneInfo) -> date:
    """The local date on which the day begins.

    `date` alone is not enough: DebConf writes it in UTC, where its days begin the evening before.
    """
    return values.moment(day.start, zone).date() if day.start else values.iso_date(day.date)


def _where(event: Event, on: date) -> str:
    """The event as a person finds it in the file, by whatever it has of id and title."""
    parts = (
        "event",
        clean_text(event.id, 100),
        clean_text(event.title, 1) and values.quoted(event.title),
    )
    return f"{' '.join(part for part in parts if part)} of {on}"


def _session(
    event: Event,
    on: date,
    where: str,
    change: time,
    zone: ZoneInfo,
    options: Options,
    findings: Findings,
) -> Session | None:
    try:
        identifier = values.session_id(event.id)
        lasts = values.duration(event.duration)
        starts_at = _starts_at(event, on, change, zone)
    except BadValue as problem:
        findings.problem(where, f"{problem}.")
        return None
    title = draft.cleaned(event.title, draft.MAX_TITLE, where, "title", findings)
    if not title:
        findings.problem(where, "it has no title.")
        return None
    if starts_at.date() - on not in (timedelta(0), timedelta(days=1)):
        findings.problem(where, f"it starts on {starts_at.date()}, but stands under {on}.")
        return None
    return Session(
        id=identifier,
        title=title,
        day=on,
        starts_at=starts_at,
        ends_at=values.plus(starts_at, lasts),
        speakers=_speakers(event, where, findings),
        format=options.format,
        track=draft.cleaned(event.track, draft.MAX_LABEL, where, "track", findings),
        kind=draft.cleaned(event.kind, draft.MAX_LABEL, where, "type", findings),
    )


def _starts_at(event: Event, on: date, change: time, zone: ZoneInfo) -> datetime:
    if event.date:
        return values.moment(event.date, zone)
    clock = values.clock_time(event.start)
    calendar_day = on + timedelta(days=1) if clock < change else on
    return values.local_moment(calendar_day, clock, zone)


def _speakers(event: Event, where: str, findings: Findings) -> tuple[str, ...]:
    names = (
        draft.cleaned(name, draft.MAX_SPEAKER, where, "speaker's name", findings)
        for name in event.speakers
    )
    unique = tuple(dict.fromkeys(name for name in names if name))
    if len(unique) > draft.MAX_SPEAKERS:
        findings.note(
            where, f"of its {len(unique)} speakers the first {draft.MAX_SPEAKERS} are kept."
        )
    return unique[: draft.MAX_SPEAKERS]


def _day_change(text: str, findings: Findings) -> time:
    try:
        return values.clock_time(text) if text else time(0)
    except BadValue as problem:
        findings.problem("conference, day_change", f"{problem}.")
        return time(0)


def _stated(text: str, zone: ZoneInfo, what: str, findings: Findings) -> list[date]:
    """The conference's own first or last day, where the file states one."""
    if not text:
        return []
    try:
        stamped = len(text) > len("2024-12-27")
        return [values.moment(text, zone).date() if stamped else values.iso_date(text)]
    except BadValue as problem:
        findings.note(f"conference, {what}", f"{problem}; the sessions' days are used.")
        return []
