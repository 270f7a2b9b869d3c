"""The real schedules, read in place: they lie beside a checkout, in `../shared/schedules`."""

from pathlib import Path

from defusedxml import ElementTree

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "schedules"


class MissingSchedule(Exception):
    """Says which file is not there."""


def path_of(name: str) -> Path:
    """The file. Raises MissingSchedule."""
    path = FOLDER / name
    if not path.exists():
        raise MissingSchedule(f"the real schedule {name} is not beside this checkout")
    return path


def events_of(name: str) -> list[dict[str, str]]:
    """The events of a frab XML file as plain strings, read without the product's own reader.

    Raises MissingSchedule.
    """
    found = []
    schedule = ElementTree.fromstring(path_of(name).read_bytes())
    for day in schedule.iter("day"):
        for event in day.iter("event"):
            facts = {child.tag: (child.text or "").strip() for child in event}
            persons = [" ".join((p.text or "").split()) for p in event.iter("person")]
            facts |= {"id": event.attrib["id"], "persons": "|".join(persons)}
            found.append(facts | {"day": day.attrib["date"]})
    return found
