"""Request bodies, read strictly: unknown fields are refused, and every wrong one is named."""

import json
from collections import Counter
from datetime import date
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from chalicelib.domain.claim import Problem, Requested
from chalicelib.errors import BadRequest, Invalid, TooLarge
from chalicelib.http.request import MAX_BODY_BYTES, SMALL_BODY_BYTES

MAX_SELECTIONS = 2000
MAX_VERSION = 2**31
_NAMED = 3  # problems in the sentence; all are in `errors`
_LISTED = 100  # problems of a body's form that are named one by one
_MOST_FIELDS = 50
_FIELD_LENGTH = 120  # a field nobody knows is named as the caller wrote it, up to here

Line = Annotated[str, StringConstraints(max_length=320)]
Password = Annotated[str, StringConstraints(max_length=1024)]
PersonName = Annotated[str, StringConstraints(max_length=200)]


class Body(BaseModel):
    """Base of every request body. `max_bytes` is looked at before anything else."""

    max_bytes: ClassVar[int] = SMALL_BODY_BYTES
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


T = TypeVar("T", bound=Body)


class SelectionBody(Body):
    """One selected session; `attended_on` left out is the session's date, null deselects."""

    session_id: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    attended_on: date | None = None

    def requested(self) -> Requested:
        """As the domain takes it."""
        given = "attended_on" in self.model_fields_set
        return Requested(self.session_id, self.attended_on, given)


class ClaimBody(Body):
    """PUT /v1/conferences/{id}/claim."""

    max_bytes: ClassVar[int] = MAX_BODY_BYTES
    version: Annotated[int, Field(ge=0, le=MAX_VERSION)]
    selections: Annotated[list[SelectionBody], Field(max_length=MAX_SELECTIONS)]


class GenerateBody(Body):
    """POST /v1/conferences/{id}/certificates."""

    name: PersonName | None = None
    version: Annotated[int, Field(ge=0, le=MAX_VERSION)] | None = None


def read_body(model: type[T], raw: bytes | str) -> T:
    """The body as `model`; raises TooLarge, BadRequest (not JSON), Invalid (each field named)."""
    if len(raw) > model.max_bytes:
        raise TooLarge(f"The body is larger than {model.max_bytes:,} bytes.", code="too_large")
    _check_fields(raw or b"{}")
    try:
        return model.model_validate_json(raw or b"{}")
    except ValidationError as problem:
        # Listing them all takes longer than finding them: nobody mends so many by hand.
        if problem.error_count() > _LISTED:
            message = (
                f"{problem.error_count():,} values are wrong. Compare the body with the API's."
            )
            raise _invalid([Problem("body", "too_many_problems", message)]) from None
        errors = problem.errors(include_url=False, include_context=False, include_input=False)
    if any(error["type"] == "json_invalid" for error in errors):
        raise _not_json()
    raise _invalid([Problem(_field(e["loc"]), e["type"], f"{e['msg']}.") for e in errors])


def _check_fields(raw: bytes | str) -> None:
    """RFC 8259, 4: which of two fields of one name counts is anybody's guess. So neither does.

    An object of more fields than any of ours has is refused before its fields are looked at.
    """
    repeated: set[str] = set()
    crowded = False

    def note(pairs: list[tuple[str, Any]]) -> None:
        nonlocal crowded
        crowded = crowded or len(pairs) > _MOST_FIELDS
        if len(dict(pairs)) < len(pairs):
            counted = Counter(name for name, _ in pairs)
            repeated.update(name for name, times in counted.items() if times > 1)

    try:
        json.loads(raw, object_pairs_hook=note)
    except (ValueError, RecursionError):
        raise _not_json() from None
    problems = [
        Problem(name[:_FIELD_LENGTH], "duplicate_field", "This field is given more than once.")
        for name in sorted(repeated)[:_LISTED]
    ]
    if crowded and not problems:
        problems = [Problem("body", "too_many_fields", "An object has more fields than the API's.")]
    if problems:
        raise _invalid(problems)


def _not_json() -> BadRequest:
    wrong = {"field": "body", "code": "not_json", "message": "The body is not valid JSON."}
    return BadRequest("The body is not valid JSON.", code="not_json", extra={"errors": [wrong]})


def _invalid(problems: list[Problem]) -> Invalid:
    detail = " ".join(f"{problem.field}: {problem.message}" for problem in problems[:_NAMED])
    return Invalid(problems, detail)


def _field(location: tuple[int | str, ...]) -> str:
    """`selections[0].session_id` as pydantic's location names it."""
    name = ""
    for part in location:
        name += f"[{part}]" if isinstance(part, int) else f".{part}" if name else part
    return name[:_FIELD_LENGTH] or "body"
