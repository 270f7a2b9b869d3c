"""`settings.toml`: what an organizer decides about a conference. Keys left out change nothing."""

import difflib
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from chalicelib.domain import limits
from chalicelib.domain.limits import MAX_CREDIT_TYPES
from chalicelib.importing.dates import YEARS
from chalicelib.importing.problems import Findings, Refused
from chalicelib.importing.quoting import quoted
from chalicelib.importing.source import MEGABYTE
from ops import files
from ops.refusals import refused
from ops.settings_credit import CreditPart
from ops.settings_parts import Label, Line, Name, Part, Places, Statement

Total = Literal["contact_hours", "clock_hours", "ceus"]


class Limits(Part):
    """`[limits]`."""

    by_type: bool = False
    by_days: bool = False
    virtual_may_claim_in_person: bool = False


class RoundingPart(Part):
    """`[rounding]`; an increment of 0 is none."""

    hours_places: Places = 2
    ceus_places: Places = 2
    increment_minutes: Annotated[int, Field(ge=0, le=60)] = 0


class Number(Part):
    """One of `[[provider.numbers]]`."""

    label: Label
    number: Label


class ProviderPart(Part):
    """`[provider]`; images are files beside the settings, and "" takes one away."""

    name: Line = ""
    contact: Line = ""
    approval_statement: Statement = ""
    signatory_name: Line = ""
    signatory_role: Line = ""
    signature_image: str = ""
    signatory2_name: Line = ""
    signatory2_role: Line = ""
    signature2_image: str = ""
    seal: str = ""
    logo: str = ""
    paper: Literal["letter", "a4"] = "letter"
    numbers: Annotated[list[Number], Field(max_length=limits.MAX_PROVIDER_NUMBERS)] = Field(
        default=[]
    )


class ConferenceSettings(Part):
    """The whole file."""

    name: Name = ""
    place: Line = ""
    overlap: Literal["warn", "block", "allow"] = "warn"
    deadline: date | Literal["none"] = "none"
    attendance: Literal["reported", "verified"] = "reported"
    recordings: Literal["by_date", "asked"] = "by_date"
    totals: Annotated[list[Total], Field(min_length=1)] = Field(default=["contact_hours", "ceus"])
    limits: Limits = Limits()
    rounding: RoundingPart = RoundingPart()
    provider: ProviderPart = ProviderPart()
    credit: Annotated[list[CreditPart], Field(max_length=MAX_CREDIT_TYPES)] = Field(default=[])


def parse(path: Path, findings: Findings) -> ConferenceSettings:
    """Raises Refused naming every setting that cannot be used."""
    data = files.read(path, MEGABYTE)
    try:
        values = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        line = f"line {data.count(10, 0, problem.start) + 1}"
        raise refused(
            findings.source, "This isn't UTF-8 text. Save the file as UTF-8.", line
        ) from None
    except tomllib.TOMLDecodeError as problem:
        raise refused(findings.source, f"This isn't TOML: {problem}.") from None
    except RecursionError:
        raise refused(findings.source, "This is nested too deeply.") from None
    try:
        found = ConferenceSettings.model_validate(values)
    except ValidationError as problem:
        for error in problem.errors():
            findings.problem(_where(error["loc"]), "setting", _sentence(error))
        raise _unusable(findings) from None
    if isinstance(found.deadline, date) and found.deadline.year not in YEARS:
        findings.problem("deadline", "year", f"{found.deadline} is outside the years 2000 to 2100.")
        raise _unusable(findings)
    ids = [part.id for part in found.credit]
    for place, name in enumerate(ids, start=1):
        if name in ids[: place - 1]:
            where, sentence = f"credit[{place}].id", f"{quoted(name)} is used twice."
            findings.problem(where, "duplicate", sentence)
            raise _unusable(findings)
    return found


def _unusable(findings: Findings) -> Refused:
    return Refused(findings.source, findings.problems, verb="use")


def _where(location: tuple[int | str, ...]) -> str:
    """`provider.numbers[2].label`, counting from 1 as a person does."""
    # The members of a union end their location with a type's name, which means nothing to a person.
    parts = [part for part in location if not (isinstance(part, str) and part in _UNION_MEMBERS)]
    return "".join(
        f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in parts
    ).removeprefix(".")


_PARTS: dict[str, type[Part]] = {
    "limits": Limits,
    "rounding": RoundingPart,
    "provider": ProviderPart,
    "credit": CreditPart,
}
_UNION_MEMBERS = {"date", "literal['none']"}


def _sentence(error: Mapping[str, Any]) -> str:
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
        "date_type": "a date (YYYY-MM-DD, without quotation marks)",
    }
    if error["loc"] and error["loc"][0] == "deadline":
        return "a date (YYYY-MM-DD, without quotation marks) or “none”"
    if error["loc"] == ("totals",):
        return 'a list, such as ["contact_hours", "ceus"]'
    if error["type"] == "literal_error":
        return str(limits.get("expected", "")).replace("'", "")
    return sentences.get(error["type"], "a table of settings")


def _unknown(location: tuple[int | str, ...]) -> str:
    part = _PARTS.get(str(location[0]), ConferenceSettings) if location[1:] else ConferenceSettings
    part = Number if location[:2] == ("provider", "numbers") and location[2:] else part
    near = difflib.get_close_matches(str(location[-1]), part.model_fields, n=1)
    hint = f"did you mean {near[0]}?" if near else f"use {', '.join(part.model_fields)}."
    return f"This setting doesn't exist; {hint}"
