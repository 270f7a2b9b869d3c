"""The real schedules of samples/; where they are missing the tests that need them skip."""

from pathlib import Path

import pytest

from samples import schedules


def path_of(name: str) -> Path:
    """The file, or a skip that says what is missing."""
    try:
        return schedules.path_of(name)
    except schedules.MissingSchedule as missing:
        pytest.skip(str(missing))


def events_of(name: str) -> list[dict[str, str]]:
    """The events of a frab XML file, or a skip."""
    path_of(name)
    return schedules.events_of(name)
