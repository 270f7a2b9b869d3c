"""Request bodies, read strictly: unknown fields are refused, and every wrong one is named."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from chalicelib.domain import limits
from chalicelib.domain.problem import Code, Problem
from chalicelib.errors import BadRequest, Invalid, TooLarge

if TYPE_CHECKING:
    from chalicelib.http.bodies import Body

_NAMED = 3  # problems in the sentence; all are in `errors`

T = TypeVar("T", bound="Body")


def read_body(model: type[T], raw: bytes | str) -> T:
    """The body as `model`; raises TooLarge, BadRequest (not JSON), Invalid (each field named)."""
    if len(raw) > model.max_bytes:
        raise TooLarge(f"The body is larger than {model.max_bytes:,} bytes.", code=Code.TOO_LARGE)
    _check_fields(raw or b"{}")
    from pydantic import ValidationError

    try:
        return model.model_validate_json(raw or b"{}")
    except ValidationError as problem:
        # Listing them all takes longer than finding them, and nobody fixes so many by hand.
        if problem.error_count() > limits.MAX_PROBLEMS:
            message = f"{problem.error_count():,} values are wrong. Compare the body with the API."
            raise _invalid([Problem("body", Code.TOO_MANY_PROBLEMS, message)]) from None
        errors = problem.errors(include_url=False, include_input=False)
    if any(error["type"] == "json_invalid" for error in errors):
        raise _not_json()
    raise _invalid([Problem(_field(e["loc"]), e["type"], _words(e)) for e in errors])


def _words(error: Mapping[str, Any]) -> str:
    """Ours where a person may read them: a page's script shows what is wrong with a name."""
    if error["type"] == "string_too_long":
        return f"Use at most {error['ctx']['max_length']:,} characters."
    return f"{error['msg']}."


def _check_fields(raw: bytes | str) -> None:
    """RFC 8259, 4: it is undefined which of two fields with one name counts, so neither does.

    An object with more fields than any of ours is refused before its fields are checked.
    """
    repeated: set[str] = set()
    crowded = False

    def note(pairs: list[tuple[str, Any]]) -> None:
        nonlocal crowded
        crowded = crowded or len(pairs) > limits.MAX_BODY_FIELDS
        if len(dict(pairs)) < len(pairs):
            counted = Counter(name for name, _ in pairs)
            repeated.update(name for name, times in counted.items() if times > 1)

    try:
        json.loads(raw, object_pairs_hook=note)
    except (ValueError, RecursionError):
        raise _not_json() from None
    message = "This field is given more than once."
    problems = [
        Problem(name[: limits.FIELD_LENGTH], Code.DUPLICATE_FIELD, message)
        for name in sorted(repeated)[: limits.MAX_PROBLEMS]
    ]
    if crowded and not problems:
        message = "An object has more fields than any in the API."
        problems = [Problem("body", Code.TOO_MANY_FIELDS, message)]
    if problems:
        raise _invalid(problems)


def _not_json() -> BadRequest:
    message = "The body is not valid JSON."
    wrong = {"field": "body", "code": Code.NOT_JSON, "message": message}
    return BadRequest(message, code=Code.NOT_JSON, extra={"errors": [wrong]})


def _invalid(problems: list[Problem]) -> Invalid:
    detail = " ".join(f"{problem.field}: {problem.message}" for problem in problems[:_NAMED])
    return Invalid(problems, detail)


def _field(location: tuple[int | str, ...]) -> str:
    """`selections[0].session_id` as pydantic's location names it."""
    name = ""
    for part in location:
        name += f"[{part}]" if isinstance(part, int) else f".{part}" if name else part
    return name[: limits.FIELD_LENGTH] or "body"
