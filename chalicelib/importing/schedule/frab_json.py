"""frab JSON in the shapes planners write (https://c3voc.de/schedule/schema.json), and schedule-v2,
whose events stand in one list (https://c3voc.de/schema/schedule2).
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from chalicelib.importing.encodings import decoded
from chalicelib.importing.problems import Findings, Refused, refused
from chalicelib.importing.quoting import quoted
from chalicelib.importing.schedule.frab_file import Day, Event, Frab
from chalicelib.importing.schedule.json_values import Reader

_DEEP = re.compile(r'(?:[\[{]\s{0,99}(?:"[^"]{0,99}"\s{0,9}:\s{0,9})?){64}')

# Objects, lists and what they hold; a schedule of 200 KB has some 3,400 (Chaos Communication Camp 2019).
MAX_PARTS = 1_000_000


def parse(data: bytes, findings: Findings) -> Frab:
    """Raises Refused for what is not JSON or not a schedule."""
    reader = Reader(findings)
    root = reader.object(_loaded(decoded(data, findings), findings), "the file")
    wrapped = root.get("schedule", root if "conference" in root else None)
    schedule = reader.object(wrapped, "schedule")
    conference = reader.object(schedule.get("conference"), "schedule.conference")
    places = [reader.text(conference, key, "conference") for key in ("venue", "city")]
    events = schedule.get("events") or conference.get("events")
    return Frab(
        title=reader.text(conference, "title", "conference"),
        location=", ".join(filter(None, places)),
        time_zone=reader.text(conference, "time_zone_name", "conference")
        or reader.text(conference, "timezone", "conference"),
        start=reader.text(conference, "start", "conference"),
        end=reader.text(conference, "end", "conference"),
        day_change="",  # pentabarf's alone: JSON dates every event
        days=tuple(
            _one_list(events, conference, reader)
            if isinstance(events, list)
            else _days(schedule, conference, reader)
        ),
    )


def _loaded(text: str, findings: Findings) -> Any:
    if _DEEP.search(text):
        raise _refused_whole(findings, "too_deep", "It is nested too deeply for a schedule.")
    if sum(map(text.count, "{[,")) > MAX_PARTS:
        raise _refused_whole(findings, "too_many", "It holds far more than a schedule does.")
    try:
        return json.loads(text, object_pairs_hook=_whole)
    except json.JSONDecodeError as problem:
        raise refused(
            findings.source,
            "malformed",
            f"Here it stops being JSON ({problem.msg}); it may be cut off. Export it again.",
            f"line {problem.lineno}, column {problem.colno}",
        ) from None
    except RecursionError:
        raise _refused_whole(
            findings, "too_deep", "It is nested too deeply for a schedule."
        ) from None
    except ValueError:  # an integer of thousands of digits
        raise _refused_whole(findings, "malformed", "It holds a number that is too long.") from None


def _whole(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; the lists of a key that stands in it twice, as a room may, are joined."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    joined: dict[str, Any] = {}
    for key, value in pairs:
        there = joined.get(key)
        if isinstance(there, list) and isinstance(value, list):
            there.extend(value)
        else:
            joined[key] = value
    return joined


def _refused_whole(findings: Findings, code: str, sentence: str) -> Refused:
    return refused(findings.source, code, sentence)


def _days(schedule: dict[str, Any], conference: dict[str, Any], reader: Reader) -> Iterator[Day]:
    days = conference.get("days", schedule.get("days"))
    if isinstance(days, int) or days is None:  # some write how many there are, and the days outside
        days = schedule.get("days", schedule.get("day"))
    if isinstance(days, dict):
        days = list(days.values())
    for number, day in enumerate(reader.array(days, "days"), start=1):
        yield _day(reader.object(day, f"day {number}"), f"day {number}", reader)


def _day(day: dict[str, Any], where: str, reader: Reader) -> Day:
    events = [
        _event(event, f"{where}, room {quoted(room)}, event {number}", room, reader)
        for room, held in _rooms(day.get("rooms"), where, reader)
        for number, event in enumerate(held, start=1)
    ]
    below = reader.array(day.get("events") or [], f"{where}, events")
    events += [_event(e, f"{where}, event {n}", "", reader) for n, e in enumerate(below, start=1)]
    return Day(
        date=reader.text(day, "date", where),
        start=reader.text(day, "day_start", where) or reader.text(day, "start", where),
        end=reader.text(day, "day_end", where) or reader.text(day, "end", where),
        events=tuple(events),
    )


def _rooms(rooms: Any, where: str, reader: Reader) -> Iterator[tuple[str, list[Any]]]:
    """Each room's name and events: an object by name, a list of rooms, or nothing at all."""
    if isinstance(rooms, list):  # PHP writes [] for an empty object
        for number, value in enumerate(rooms, start=1):
            place = f"{where}, room {number}"
            if isinstance(value, list):
                yield "", value
                continue
            room = reader.object(value, place)
            events = room.get("events") or []
            yield reader.text(room, "name", place), reader.array(events, f"{place}, events")
        return
    for name, room in reader.object({} if rooms is None else rooms, f"{where}, rooms").items():
        events = room.get("events") if isinstance(room, dict) else room
        yield name, reader.array(events or [], f"{where}, room {quoted(name)}")


def _one_list(events: list[Any], conference: dict[str, Any], reader: Reader) -> Iterator[Day]:
    """schedule-v2: every event is dated; the days say when each of them begins."""
    tracks = _by_slug(conference.get("tracks"), reader)
    starts = []
    for number, value in enumerate(reader.array(conference.get("days") or [], "days"), start=1):
        day = reader.object(value, f"day {number}")
        date, start = (reader.text(day, key, f"day {number}") for key in ("date", "start"))
        starts.append((date, start, reader.text(day, "end", f"day {number}")))
    read = [
        _event(event, f"event {number}", "", reader, tracks)
        for number, event in enumerate(events, start=1)
    ]
    for date, start, end in starts:
        yield Day(date, start, (), end)
    yield Day("", "", tuple(read))


def _by_slug(tracks: Any, reader: Reader) -> dict[str, str]:
    found = {}
    for number, value in enumerate(reader.array(tracks or [], "tracks"), start=1):
        track = reader.object(value, f"track {number}")
        found[reader.text(track, "slug", f"track {number}")] = reader.text(
            track, "name", f"track {number}"
        )
    return found


def _event(
    value: Any, where: str, room: str, reader: Reader, tracks: dict[str, str] | None = None
) -> Event:
    event = reader.object(value, where)
    persons = event.get("persons") or event.get("participants") or event.get("speakers") or []
    track = reader.label(event, "track", where)
    return Event(
        id=reader.text(event, "id", where) or reader.text(event, "code", where),
        guid=reader.text(event, "guid", where),
        title=reader.text(event, "title", where),
        speakers=tuple(
            reader.person(person, f"{where}, persons")
            for person in reader.array(
                list(persons.values()) if isinstance(persons, dict) else persons,
                f"{where}, persons",
            )
        ),
        track=(tracks or {}).get(track, track),
        kind=reader.label(event, "type", where),
        room=reader.label(event, "room", where) or room,
        date=reader.text(event, "date", where) or _dated(reader.text(event, "start", where)),
        start=reader.text(event, "start", where),
        end=reader.text(event, "end", where),
        duration=reader.duration(event, "duration", where),
        status=reader.text(event, "status", where) or reader.text(event, "state", where),
    )


def _dated(start: str) -> str:
    return start if len(start) > len("2024-12-27") else ""
