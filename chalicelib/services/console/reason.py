"""The reasons that writes ask for; the audit keeps them."""

from chalicelib.domain.limits import REASON_LENGTH
from chalicelib.domain.problem import Code, Problem
from chalicelib.domain.text import clean_text
from chalicelib.errors import Invalid


def stated(typed: str) -> str:
    """The reason that every write to a person's data asks for. Raises Invalid where there is none."""
    cleaned = said(typed, "reason")
    if not cleaned:
        message = "Give a reason: the audit keeps it."
        raise Invalid([Problem("reason", Code.REQUIRED, message)])
    return cleaned


def said(typed: str, field: str = "why") -> str:
    """One that may be left out, cleaned. Raises Invalid where it is too long: it is kept whole."""
    cleaned = clean_text(typed, REASON_LENGTH + 2)  # of which one may be a space at the end
    if len(cleaned) > REASON_LENGTH:
        message = f"The reason has more than {REASON_LENGTH} characters. Shorten it."
        raise Invalid([Problem(field, Code.TOO_LONG, message)])
    return cleaned
