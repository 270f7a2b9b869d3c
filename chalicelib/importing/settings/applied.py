"""A conference with an organizer's settings over what it had: only the keys that were given count."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from chalicelib.domain.conference import (
    BuiltIn,
    Conference,
    OverlapPolicy,
    Paper,
    Policies,
    Provider,
    ProviderNumber,
    Rounding,
)
from chalicelib.importing.settings.model import ConferenceSettings, ProviderPart

_LIMITS = {
    "by_type": "limit_by_type",
    "by_days": "limit_by_days",
    "virtual_may_claim_in_person": "virtual_may_claim_in_person",
}


def applied(old: Conference, settings: ConferenceSettings, images: Mapping[str, str]) -> Conference:
    """`images` are the digests of those that were given, by their setting."""
    given = _given(settings)
    return replace(
        old,
        name=given.get("name", old.name),
        location=given.get("place", old.location),
        time_zone=given.get("time_zone", old.time_zone),
        starts_on=given.get("first_day", old.starts_on),
        ends_on=given.get("last_day", old.ends_on),
        policies=_policies(old.policies, settings, given),
        provider=_provider(old.provider, settings.provider, images),
    )


def _policies(old: Policies, settings: ConferenceSettings, given: Mapping[str, Any]) -> Policies:
    changes: dict[str, Any] = {
        _LIMITS[key]: value for key, value in _given(settings.limits).items()
    }
    if "overlap" in given:
        changes["overlap"] = OverlapPolicy(settings.overlap)
    if "deadline" in given:
        changes["deadline"] = None if settings.deadline == "none" else settings.deadline
    if "totals" in given:
        changes["printed"] = tuple(dict.fromkeys(map(BuiltIn, settings.totals)))
    if "attendance" in given:
        changes["verified"] = settings.attendance == "verified"
    if "recordings" in given:
        changes["asks_live"] = settings.recordings == "asked"
    if "credit" in given:
        changes["credit_types"] = tuple(part.credit_type() for part in settings.credit)
    return replace(old, rounding=_rounding(old.rounding, settings.rounding), **changes)


def _rounding(old: Rounding, part: BaseModel) -> Rounding:
    changes = _given(part)
    if "increment_minutes" in changes:
        changes["increment_minutes"] = changes["increment_minutes"] or None
    return replace(old, **changes)


def _provider(old: Provider, part: ProviderPart, images: Mapping[str, str]) -> Provider:
    changes = _given(part) | dict(images)
    if "paper" in changes:
        changes["paper"] = Paper(part.paper)
    if "numbers" in changes:
        changes["numbers"] = tuple(ProviderNumber(n.label, n.number) for n in part.numbers)
    return replace(old, **changes)


def _given(part: BaseModel) -> dict[str, Any]:
    """The keys that stand in the file."""
    return {key: getattr(part, key) for key in part.model_fields_set}
