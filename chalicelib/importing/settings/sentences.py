"""What is wrong with a setting, in the reader's words, and where."""

import difflib
from collections.abc import Mapping
from typing import Any

from chalicelib.importing.quoting import quoted
from chalicelib.importing.settings.credit import CreditPart
from chalicelib.importing.settings.model import (
    ConferenceSettings,
    Limits,
    Number,
    ProviderPart,
    RoundingPart,
)
from chalicelib.importing.settings.parts import Part


def where(location: tuple[int | str, ...]) -> str:
    """`provider.numbers[2].label`, counting from 1 as a person does."""
    # The members of a union end their location with a type's name, which means nothing to a person.
    parts = [part for part in location if not (isinstance(part, str) and "[" in part)]
    return "".join(
        f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in parts
    ).removeprefix(".")


_PARTS: dict[str, type[Part]] = {
    "limits": Limits,
    "rounding": RoundingPart,
    "provider": ProviderPart,
    "credit": CreditPart,
}


def sentence_of(error: Mapping[str, Any]) -> str:
    """What is so, and what to write instead, of one of pydantic's errors."""
    kind, found, context = error["type"], error.get("input"), error.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown(error["loc"])
    if kind == "missing":
        return "This is missing."
    if kind == "string_too_short":
        return "This is empty."
    if kind in ("string_too_long", "too_long"):
        return f"This is too long: at most {context['max_length']} are allowed."
    if kind == "value_error":
        return str(context["error"])
    return f"{quoted(str(found))} must be {_expected(error)}."


def _expected(error: Mapping[str, Any]) -> str:
    limits = error.get("ctx", {})
    sentences = {
        "bool_type": "true or false",
        "int_type": "a whole number",
        "string_type": "text in quotation marks",
        "greater_than_equal": f"{limits.get('ge')} or more",
        "less_than_equal": f"{limits.get('le')} or less",
        "list_type": "a list; write [[provider.numbers]] or [[credit]]",
        "string_pattern_mismatch": "lower-case letters, digits and hyphens, at most 32",
        "date_type": "a date (YYYY-MM-DD, without quotation marks)",
    }
    if error["loc"] and error["loc"][0] == "deadline":
        return "a date (YYYY-MM-DD, without quotation marks) or “none”"
    if error["loc"] == ("totals",):
        return 'a list, such as ["contact_hours", "ceus"]'
    if "cap" in error["loc"]:
        return "a number above 0, at most 10,000, or “none”"
    if error["type"] == "literal_error":
        return str(limits.get("expected", "")).replace("'", "")
    return sentences.get(error["type"], "a table of settings")


def _unknown(location: tuple[int | str, ...]) -> str:
    part = _PARTS.get(str(location[0]), ConferenceSettings) if location[1:] else ConferenceSettings
    part = Number if location[:2] == ("provider", "numbers") and location[2:] else part
    near = difflib.get_close_matches(str(location[-1]), part.model_fields, n=1)
    hint = f"did you mean {near[0]}?" if near else f"use {', '.join(part.model_fields)}."
    return f"This setting doesn't exist; {hint}"
