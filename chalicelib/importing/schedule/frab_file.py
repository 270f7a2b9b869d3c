"""A planner's file as both XML and JSON come to it: days and events, every value as text."""

from dataclasses import dataclass


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
