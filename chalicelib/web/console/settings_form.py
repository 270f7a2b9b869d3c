"""The form of a conference's dates, place and limits, and the settings it stands for."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from chalicelib.domain.conference import Conference
from chalicelib.domain.problem import Code, Problem
from chalicelib.web.forms import Form
from chalicelib.zone_names import zone_called

_MOST = 400  # characters of a field; what is longer than its own limit is refused by that
# What `settings.toml` calls each field, where it differs.
_NAMES = {
    "place": "location",
    "first_day": "starts_on",
    "last_day": "ends_on",
    "rounding.increment_minutes": "increment",
    "rounding.hours_places": "hours_places",
    "rounding.ceus_places": "ceus_places",
}
TEXTS = ("name", "location", "time_zone", "starts_on", "ends_on", "deadline", "overlap")
CHECKS = ("limit_by_type", "limit_by_days", "virtual_may_claim_in_person")
_NUMBERS = ("increment", "hours_places", "ceus_places")
_DAYS = {"starts_on": "first day", "ends_on": "last day", "deadline": "deadline"}
Values = dict[str, Any]


def typed(form: Form) -> Values:
    """What the form holds, to show it again."""
    texts = (*TEXTS, *_NUMBERS, "id", "attendance", "recordings", "why")
    said: Values = {name: form.one(name)[:_MOST].strip() for name in texts}
    return said | {name: name in form for name in CHECKS}


def of_conference(conference: Conference) -> Values:
    """The form as the conference fills it in."""
    policies = conference.policies
    return {
        "name": conference.name,
        "location": conference.location,
        "time_zone": conference.time_zone,
        "starts_on": conference.starts_on.isoformat(),
        "ends_on": conference.ends_on.isoformat(),
        "deadline": policies.deadline.isoformat() if policies.deadline else "",
        "overlap": policies.overlap.value,
        "increment": str(policies.rounding.increment_minutes or ""),
        "hours_places": str(policies.rounding.hours_places),
        "ceus_places": str(policies.rounding.ceus_places),
        "attendance": "verified" if policies.verified else "reported",
        "recordings": "asked" if policies.asks_live else "by_date",
    } | {name: getattr(policies, name) for name in CHECKS}


def settings_of(said: Values) -> tuple[Values, list[Problem]]:
    """What it stands for by the names of `settings.toml`, and what is no date or missing."""
    problems = [
        Problem(name, Code.REQUIRED, f"Enter the conference's {words}.")
        for name, words in (("name", "name"), ("time_zone", "time zone"))
        if not said[name]
    ]
    days = {name: _day(said[name], name, problems) for name in _DAYS}
    rounding = {
        setting.removeprefix("rounding."): number(said[name])
        for setting, name in _NAMES.items()
        if name in _NUMBERS and (said[name] or name == "increment")
    }
    values = {
        "name": said["name"],
        "place": said["location"],
        "first_day": days["starts_on"],
        "last_day": days["ends_on"],
        "time_zone": zone_called(said["time_zone"]),
        "deadline": days["deadline"] or "none",
        "overlap": said["overlap"],
        "rounding": rounding,
        "limits": {name.removeprefix("limit_"): said[name] for name in CHECKS},
    }
    values |= {name: said[name] for name in ("attendance", "recordings") if said[name]}
    return values, problems


def by_field(problems: Sequence[Problem]) -> dict[str, str]:
    """What is wrong with each field, by the name it has in the form."""
    return {_NAMES.get(one.field, one.field): one.message for one in problems}


def number(text: str) -> int | str:
    """A whole number; anything else stays as it is, and is refused by the setting's own rule."""
    if not text:
        return 0
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else text


def _day(text: str, name: str, problems: list[Problem]) -> date | None:
    if not text and name == "deadline":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.append(Problem(name, Code.NOT_A_DATE, f"Enter the {_DAYS[name]} as a date."))
        return None
