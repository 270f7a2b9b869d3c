"""The real schedules, read in place; where they are missing the tests that need them skip."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "schedules"


def path_of(name: str) -> Path:
    """The file, or a skip that says what is missing."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"the real schedule {name} is not beside this checkout")
    return path


def events_of(name: str) -> list[dict[str, str]]:
    """The events of a frab XML file as plain strings, read without the product's own reader."""
    found = []
    for day in ET.parse(path_of(name)).getroot().iter("day"):
        for event in day.iter("event"):
            facts = {child.tag: (child.text or "").strip() for child in event}
            persons = [" ".join((p.text or "").split()) for p in event.iter("person")]
            facts |= {"id": event.attrib["id"], "persons": "|".join(persons)}
            found.append(facts | {"day": day.attrib["date"]})
    return found
