"""/console/conferences/new, and what an organizer decides about a conference as a whole."""

from chalice.app import Response

from chalicelib.domain.conference import OverlapPolicy
from chalicelib.domain.grant import organizes_every
from chalicelib.domain.limits import REASON_LENGTH
from chalicelib.domain.problem import Problem
from chalicelib.errors import Conflict, Invalid, NotFound
from chalicelib.services.console import conference as service
from chalicelib.web.console.routing import Role, Visit, organizer_page, page, redirect
from chalicelib.web.forms import Form

NEW = "/console/conferences/new"
_MOST = 300  # characters of a field; what is longer is refused by its own rule
_TEXTS = ("id", "name", "location", "time_zone", "starts_on", "ends_on", "deadline", "increment")


@organizer_page(NEW, role=Role.EDITOR)
def get_new(visit: Visit) -> Response:
    """The form of a new conference."""
    _check_may_begin(visit)
    return _form(visit, {"time_zone": "America/New_York"})


@organizer_page(NEW, role=Role.EDITOR, method="POST")
def post_new(visit: Visit) -> Response:
    """Begin it: what comes next is its checklist."""
    _check_may_begin(visit)
    form = visit.form()
    try:
        found = service.begin(_asked(form), visit.organizer.by(), visit.now)
    except Invalid as refused:
        return _form(visit, _values(form), refused.problems, refused.status)
    except Conflict as refused:
        return _form(visit, _values(form), [Problem("id", "taken", refused.detail)], refused.status)
    return redirect(visit, f"/console/{found.id}")


@organizer_page("/console/{conference_id}/hold", role=Role.EDITOR, method="POST")
def post_hold(visit: Visit, conference_id: str) -> Response:
    """Hold claims back."""
    return _hold(visit, conference_id, held=True)


@organizer_page("/console/{conference_id}/let-go", role=Role.EDITOR, method="POST")
def post_let_go(visit: Visit, conference_id: str) -> Response:
    """Let claims go."""
    return _hold(visit, conference_id, held=False)


def _hold(visit: Visit, conference_id: str, *, held: bool) -> Response:
    why = visit.form().one("why")[:REASON_LENGTH]
    service.hold(conference_id, held, visit.organizer.by(why), visit.now)
    return redirect(visit, f"/console/{conference_id}")


def _check_may_begin(visit: Visit) -> None:
    """Only organizers of all conferences begin one: others would not see it."""
    if not organizes_every(visit.account.grants):
        raise NotFound


def _asked(form: Form) -> service.Asked:
    said = _values(form)
    overlap = form.one("overlap")
    return service.Asked(
        **said,
        overlap=overlap if overlap in tuple(OverlapPolicy) else OverlapPolicy.WARN,
        limit_by_type="limit_by_type" in form,
        limit_by_days="limit_by_days" in form,
    )


def _values(form: Form) -> dict[str, str]:
    return {name: form.one(name)[:_MOST].strip() for name in _TEXTS}


def _form(
    visit: Visit, values: dict[str, str], problems: list[Problem] | None = None, status: int = 200
) -> Response:
    return page(
        visit,
        "console/conference-new.html",
        status=status,
        values=values,
        problems={problem.field: problem.message for problem in problems or ()},
        overlaps=tuple(OverlapPolicy),
    )
