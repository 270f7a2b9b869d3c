"""The reason that every write to a person's data asks for; the audit keeps it."""

from chalicelib.domain.limits import REASON_LENGTH
from chalicelib.domain.problem import Code, Problem
from chalicelib.domain.text import clean_text
from chalicelib.errors import Invalid


def stated(typed: str) -> str:
    """The reason, cleaned. Raises Invalid where there is none."""
    cleaned = clean_text(typed, REASON_LENGTH)
    if not cleaned:
        message = "Give a reason: the audit keeps it."
        raise Invalid([Problem("reason", Code.REQUIRED, message)])
    return cleaned
