"""frab JSON, as pretalx and frab write it (https://c3voc.de/schedule/schema.json)."""

import json
from typing import Any

from ops import files
from ops.problems import BadInput, Findings, refused
from ops.schedule.frab import Day, Event, Frab
from ops.values import quoted


def parse(data: bytes, findings: Findings) -> Frab:
    """Raises BadInput for what is not JSON or not a schedule."""
    reader = _Reader(findings)
    root = _loaded(files.decoded(data, findings.source), findings)
    schedule = reader.object(reader.object(root, "the file").get("schedule"), "schedule")
    conference = reader.object(schedule.get("conference"), "schedule.conference")
    places = [reader.text(conference, key, "conference") for key in ("venue", "city")]
    return Frab(
        title=reader.text(conference, "title", "conference"),
        location=", ".join(filter(None, places)),
        time_zone=reader.text(conference, "time_zone_name", "conference"),
        start=reader.text(conference, "start", "conference"),
        end=reader.text(conference, "end", "conference"),
        day_change="",  # pentabarf's alone: JSON dates every event
        days=tuple(
            reader.day(day, f"day {number}")
            for number, day in enumerate(reader.array(conference.get("days"), "days"), start=1)
        ),
    )


def _loaded(text: str, findings: Findings) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as problem:
        why = f"it is not JSON ({problem.msg} at line {problem.lineno}, column {problem.colno})"
        raise refused(
            findings.source, f"{why}; it may have been cut off: export it again"
        ) from None
    except RecursionError:
        raise refused(findings.source, "it is nested too deeply for a schedule") from None
    except ValueError:  # an integer of thousands of digits
        raise refused(findings.source, "it holds a number that is too long") from None


class _Reader:
    """Takes values of the expected type out of JSON, or refuses the file naming the place."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings

    def object(self, value: Any, where: str) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        raise self._wrong(where, "an object", value)

    def array(self, value: Any, where: str) -> list[Any]:
        if isinstance(value, list):
            return value
        raise self._wrong(where, "a list", value)

    def text(self, holder: dict[str, Any], key: str, where: str) -> str:
        value = holder.get(key)
        if value is None:
            return ""
        if isinstance(value, str):
            return value.strip()
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        raise self._wrong(f"{where}, {key}", "text", value)

    def day(self, value: Any, where: str) -> Day:
        day = self.object(value, where)
        rooms = self.object(day.get("rooms"), f"{where}, rooms")
        return Day(
            date=self.text(day, "date", where),
            start=self.text(day, "day_start", where),
            events=tuple(
                self._event(event, f"{where}, room {quoted(name)}, event {number}")
                for name, room in rooms.items()
                for number, event in enumerate(self.array(room, f"{where}, rooms"), start=1)
            ),
        )

    def _event(self, value: Any, where: str) -> Event:
        event = self.object(value, where)
        persons = self.array(event.get("persons") or [], f"{where}, persons")
        return Event(
            id=self.text(event, "id", where) or self.text(event, "guid", where),
            title=self.text(event, "title", where),
            speakers=tuple(self._name(person, f"{where}, persons") for person in persons),
            track=self.text(event, "track", where),
            kind=self.text(event, "type", where),
            date=self.text(event, "date", where),
            start=self.text(event, "start", where),
            duration=self.text(event, "duration", where),
        )

    def _name(self, value: Any, where: str) -> str:
        person = self.object(value, where)
        return self.text(person, "public_name", where) or self.text(person, "name", where)

    def _wrong(self, where: str, expected: str, value: Any) -> BadInput:
        if value is None:
            return refused(
                self._findings.source, f"{where}: it is missing; it has to be {expected}"
            )
        found = quoted(json.dumps(value))
        return refused(self._findings.source, f"{where}: {found} is not {expected}")
