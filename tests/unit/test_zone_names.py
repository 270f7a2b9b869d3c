"""Time zones as people call them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest

from chalicelib.zone_names import zone_name

SUMMER = datetime(2026, 7, 1, 12, tzinfo=UTC)
WINTER = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("America/New_York", "Eastern Time"),
        ("America/Indiana/Indianapolis", "Eastern Time"),
        ("America/Chicago", "Central Time"),
        ("America/Denver", "Mountain Time"),
        ("America/Phoenix", "Arizona Time"),
        ("America/Los_Angeles", "Pacific Time"),
        ("America/Anchorage", "Alaska Time"),
        ("Pacific/Honolulu", "Hawaii Time"),
        ("Europe/Berlin", "Central European Time"),
        ("Europe/London", "UK time"),
        ("Asia/Kolkata", "India Standard Time"),
        ("Etc/UTC", "UTC"),
    ],
)
def test_a_zone_has_the_name_people_use(zone: str, name: str) -> None:
    assert zone_name(zone) == name


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("Africa/Nairobi", "local time in Nairobi"),
        ("America/Argentina/Buenos_Aires", "local time in Buenos Aires"),
        ("Jamaica", "local time in Jamaica"),
        ("Etc/GMT+5", "UTC-05:00"),
    ],
)
def test_another_zone_is_named_by_its_place(zone: str, name: str) -> None:
    assert zone_name(zone) == name


def test_zones_of_one_name_show_the_same_time_all_year() -> None:
    offsets: dict[str, set[object]] = {}
    for zone in available_timezones():
        if zone_name(zone).startswith("local time in"):
            continue
        at = ZoneInfo(zone)
        shown = SUMMER.replace(tzinfo=at).utcoffset(), WINTER.replace(tzinfo=at).utcoffset()
        offsets.setdefault(zone_name(zone), set()).add(shown)
    several = {name for name, found in offsets.items() if len(found) > 1}
    assert {"Central Time", "Eastern Time", "Central European Time"} <= offsets.keys()
    assert several == set()
