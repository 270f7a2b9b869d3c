"""The form of a certificate's look: what it holds, by the names of `settings.toml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from chalicelib.domain.conference import Conference
from chalicelib.domain.credit_presets import PRESETS
from chalicelib.domain.credit_type import CreditType
from chalicelib.domain.limits import MAX_CREDIT_TYPES, MAX_PROVIDER_NUMBERS, STATEMENT_LENGTH
from chalicelib.web.console.settings_form import number
from chalicelib.web.forms import Form

IMAGES = ("logo", "signature_image", "signature2_image", "seal")
_LINES = (
    "name", "contact", "signatory_name", "signatory_role", "signatory2_name", "signatory2_role",
    "approval_statement", "paper",
)  # fmt: skip
_CREDIT_TEXTS = ("id", "label", "unit", "number", "statement", "round_per", "license", "attendance")
_CREDIT_NUMBERS = ("minutes_per_unit", "places", "increment_minutes")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Draft:
    """A look as it is typed: its settings, and the digests of its images."""

    values: Mapping[str, Any]
    images: dict[str, str] = field(default_factory=dict)


def of_conference(conference: Conference) -> Draft:
    """As the conference has it."""
    provider, policies = conference.provider, conference.policies
    said: dict[str, Any] = {name: getattr(provider, name) for name in _LINES}
    said["paper"] = provider.paper.value
    said["numbers"] = [{"label": one.label, "number": one.number} for one in provider.numbers]
    values = {
        "totals": [one.value for one in policies.printed],
        "provider": said,
        "credit": [_credit(type_) for type_ in policies.credit_types],
    }
    return Draft(values, {name: getattr(provider, name) for name in IMAGES})


def typed(form: Form) -> Draft:
    """As the form has it; rows that are empty are left out, and so is the credit type dropped."""
    provider: dict[str, Any] = {
        name: form.one(f"provider.{name}")[: STATEMENT_LENGTH + 1000] for name in _LINES
    }
    provider["numbers"] = [
        row
        for at in range(1, MAX_PROVIDER_NUMBERS + 1)
        if any((row := _texts(form, f"provider.numbers[{at}]", ("label", "number"))).values())
    ]
    does = form.one("do")
    credit = [
        _typed_credit(form, f"credit[{at}]")
        for at in range(1, MAX_CREDIT_TYPES + 2)
        if f"credit[{at}].id" in form and does != f"drop-{at}"
    ]
    if does == "add":
        credit.append(_added(form.one("preset"), {one["id"] for one in credit}))
    images = {name: _digest(form, f"provider.{name}") for name in IMAGES}
    values = {"totals": form.all("totals")[:5], "provider": provider, "credit": credit}
    return Draft(values, images)


def _added(preset: str, taken: set[str]) -> dict[str, Any]:
    """The preset's settings, or an empty credit type; an ID that is taken is left for them to choose."""
    found = next((one for one in PRESETS if one.id == preset), CreditType("", ""))
    made = _credit(found)
    return made | {"id": ""} if made["id"] in taken else made


def _credit(type_: CreditType) -> dict[str, Any]:
    """A credit type as `[[credit]]` has it."""
    return {
        "id": type_.id,
        "label": type_.label,
        "unit": type_.unit,
        "minutes_per_unit": type_.minutes_per_unit,
        "places": type_.places,
        "increment_minutes": type_.increment_minutes or 0,
        "number": type_.number,
        "statement": type_.statement,
        "cap": "none" if type_.cap is None else type_.cap,
        "round_per": type_.round_per.value,
        "live": type_.live,
        "license": type_.license,
        "attendance": "verified" if type_.verified else "reported",
    }


def _typed_credit(form: Form, prefix: str) -> dict[str, Any]:
    said: dict[str, Any] = _texts(form, prefix, _CREDIT_TEXTS)
    for name in _CREDIT_NUMBERS:
        said[name] = number(form.one(f"{prefix}.{name}").strip()[:20])
    return said | {"live": f"{prefix}.live" in form, "cap": _cap(form.one(f"{prefix}.cap"))}


def _cap(text: str) -> Decimal | str:
    text = text.strip()[:20]
    try:
        found = Decimal(text)
    except InvalidOperation:
        return text or "none"
    return found if found.is_finite() else text


def _texts(form: Form, prefix: str, names: tuple[str, ...]) -> dict[str, str]:
    most = STATEMENT_LENGTH + 1000
    return {name: form.one(f"{prefix}.{name}").strip()[:most] for name in names}


def _digest(form: Form, name: str) -> str:
    """Of an image that was uploaded before; "" where it is to go, or there is none."""
    said = form.one(name)
    return said if _DIGEST.fullmatch(said) and f"{name}.remove" not in form else ""
