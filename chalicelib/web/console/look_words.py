"""What the look's page calls its fields, by their names in `settings.toml`."""

import re
from collections.abc import Sequence

from chalicelib.domain.problem import Problem

IMAGES = {
    "logo": "Logo",
    "signature_image": "Signature",
    "signature2_image": "Second signature",
    "seal": "Seal",
}
FIELDS = {
    "name": "Provider's name",
    "contact": "Contact",
    "approval_statement": "Approval statement",
    "signatory_name": "Who signs",
    "signatory_role": "Their role",
    "signatory2_name": "Who else signs",
    "signatory2_role": "Their role",
    "paper": "Paper",
}
CREDIT = {
    "id": "ID",
    "label": "Name",
    "unit": "Unit",
    "minutes_per_unit": "Minutes in a unit",
    "places": "Decimal places",
    "increment_minutes": "Count in steps of (minutes)",
    "number": "Number",
    "statement": "Statement",
    "cap": "Most that counts",
    "round_per": "Round down",
    "live": "Only sessions attended on their date",
    "license": "License asked for",
    "attendance": "Attendance",
}
_PLACE = re.compile(r"(provider\.numbers|credit)\[(\d+)\](?:\.(\w+))?")


def with_labels(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    """Each problem as the field's label ("" for the whole) and a sentence."""
    return [(_label(one.field), one.message) for one in problems]


def _label(place: str) -> str:
    found = _PLACE.fullmatch(place)
    if found is None:
        name = place.removeprefix("provider.")
        return FIELDS.get(name) or IMAGES.get(name) or {"totals": "Printed as"}.get(place, "")
    what, at, name = found.groups()
    if what == "credit":
        return f"Credit type {at}, {CREDIT.get(name, '')}".removesuffix(", ")
    return f"Number {at}"
