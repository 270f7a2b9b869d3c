"""The claim's form: what it asks for, and a selection read from it."""

from datetime import date

from chalicelib.domain.certificate import AttendedAs
from chalicelib.domain.problem import Code, Problem
from chalicelib.domain.selections import Requested
from chalicelib.errors import BadRequest, Invalid
from chalicelib.web.forms import Form

SESSION = "session"
DATE = "on-"
AS = "as-"


def date_field(session_id: str) -> str:
    """The name of a session's Attended On field."""
    return f"{DATE}{session_id}"


def as_field(session_id: str) -> str:
    """The name of the field that says whether a session was attended live."""
    return f"{AS}{session_id}"


def requested(form: Form) -> list[Requested]:
    """Every ticked session with its date; raises Invalid naming each date that cannot be read."""
    selections, problems = [], []
    for session_id in form.all(SESSION):
        name, said = date_field(session_id), _said(form.one(as_field(session_id)))
        if name not in form:
            selections.append(Requested(session_id, attended_as=said))
            continue
        try:
            selections.append(Requested(session_id, _date(form.one(name)), True, said))
        except ValueError:
            message = f"“{form.one(name)}” isn't a date. Enter it as YYYY-MM-DD."
            problems.append(Problem(name, Code.NOT_A_DATE, message))
    if problems:
        raise Invalid(problems)
    return selections


def version(form: Form) -> int:
    """The version of the claim that the form was made from; raises BadRequest."""
    try:
        return int(form.one("version"))
    except ValueError:
        raise BadRequest("We couldn't read the form. Open the page again.") from None


def _said(typed: str) -> AttendedAs | None:
    return AttendedAs(typed) if typed in {one.value for one in AttendedAs} else None


def _date(typed: str) -> date | None:
    return date.fromisoformat(typed) if typed.strip() else None
