"""/console/conferences/new, and what an organizer decides about a conference as a whole."""

from collections.abc import Sequence

from chalice.app import Response

from chalicelib.domain.grant import organizes_every
from chalicelib.domain.problem import Code, Problem
from chalicelib.errors import Conflict, Invalid, NotFound
from chalicelib.services.console import conference as service
from chalicelib.services.console.reason import said
from chalicelib.web.console import settings_form
from chalicelib.web.console.routing import Role, Visit, organizer_page, page, redirect
from chalicelib.web.console.settings_form import Values

NEW = "/console/conferences/new"


@organizer_page(NEW, role=Role.EDITOR)
def get_new(visit: Visit) -> Response:
    """The form of a new conference."""
    _check_may_begin(visit)
    return _form(visit, {"time_zone": "America/New_York"})


@organizer_page(NEW, role=Role.EDITOR, method="POST")
def post_new(visit: Visit) -> Response:
    """Begin it: what comes next is its checklist."""
    _check_may_begin(visit)
    typed = settings_form.typed(visit.form())
    try:
        values, problems = settings_form.settings_of(typed)
        if problems:
            raise Invalid(problems)
        found = service.begin(typed["id"], values, visit.organizer.by(), visit.now)
    except Invalid as refused:
        return _form(visit, typed, refused.problems, refused.status)
    except Conflict as refused:
        return _form(visit, typed, [Problem("id", Code.TAKEN, refused.detail)], refused.status)
    return redirect(visit, f"/console/{found.id}")


@organizer_page("/console/{conference_id}/hold", role=Role.EDITOR, method="POST")
def post_hold(visit: Visit, conference_id: str) -> Response:
    """Hold claims back."""
    return _hold(visit, conference_id, held=True)


@organizer_page("/console/{conference_id}/let-go", role=Role.EDITOR, method="POST")
def post_let_go(visit: Visit, conference_id: str) -> Response:
    """Release claims that were held back."""
    return _hold(visit, conference_id, held=False)


def _hold(visit: Visit, conference_id: str, *, held: bool) -> Response:
    why = said(visit.form().one("why"))
    service.hold(conference_id, held, visit.organizer.by(why), visit.now)
    return redirect(visit, f"/console/{conference_id}")


def _check_may_begin(visit: Visit) -> None:
    """Only organizers of all conferences begin one: others would not see it."""
    if not organizes_every(visit.account.grants):
        raise NotFound


def _form(
    visit: Visit, values: Values, problems: Sequence[Problem] = (), status: int = 200
) -> Response:
    return page(
        visit,
        "console/conference-new.html",
        status=status,
        values=values,
        problems=settings_form.by_field(problems),
    )
