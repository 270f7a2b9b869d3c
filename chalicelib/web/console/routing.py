"""How a page of the console is declared: its path and the role it needs, once.

    @organizer_page("/console/{conference_id}/team", role=Role.READER)
    def get_team(visit: Visit, conference_id: str) -> Response:
        return page(visit, "console/team.html", team=team(conference_id, visit.account))

    @organizer_page("/console/{conference_id}/team", role=Role.OWNER, method="POST")
    def post_team(visit: Visit, conference_id: str) -> Response:
        ...  # visit.form(), visit.organizer.by(why)

Outsiders get what they would get for a page that isn't there; a role that isn't enough is told so; then
the passkey is asked for, where it was not used for twelve hours. `fresh`: it is asked for in place, for
what cannot be undone. The module is listed in `console/pages.py`, and in `navigation.py` if the
navigation shows it. A path without a conference needs the role at any; `of_all`: the page is there for all
conferences together, too, under `/console/~all`. Who is in the console reads what went wrong within it.
"""

from collections.abc import Callable
from functools import wraps

from chalice.app import Blueprint, Response

from chalicelib.domain.grant import ENTRY_LASTS, Role
from chalicelib.domain.sudo import used_passkey
from chalicelib.errors import PortalError
from chalicelib.http.authentication import states_authentication
from chalicelib.http.request import check_path
from chalicelib.services.console.entrance import organizer
from chalicelib.web.console.navigation import NAVIGATION, OF_ALL
from chalicelib.web.form_parts import WITH_FILES
from chalicelib.web.forms import FORM
from chalicelib.web.pages import error_page, redirect
from chalicelib.web.pages import page as portal_page
from chalicelib.web.proof import ask_to_enter
from chalicelib.web.routing import View, as_page, check_form, know
from chalicelib.web.visit import Visit, visit_of

__all__ = ["Role", "Visit", "console_pages", "organizer_page", "page", "redirect"]

console_pages = Blueprint(__name__)


def organizer_page(
    path: str,
    *,
    role: Role,
    method: str = "GET",
    fresh: bool = False,
    files: bool = False,
    of_all: bool = False,
) -> Callable[[View], View]:
    """Register a view, which takes the visit (`visit.organizer`) and the path's parameters.

    `files`: its form may have some.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(**parameters: str) -> Response:
            visit = visit_of(console_pages.current_request)

            def call() -> Response:
                _enter(visit, parameters, role, of_all)
                return _call(visit, view, parameters, fresh)

            return as_page(visit, call, _error_page)

        stated = states_authentication("cookie")(answer)
        stated.role = role  # type: ignore[attr-defined]
        forms = [FORM, WITH_FILES] if files else [FORM]
        types = {"content_types": forms} if method == "POST" else {}
        registered: View = console_pages.route(path, methods=[method], **types)(stated)
        return registered

    return decorate


def page(visit: Visit, template: str, *, status: int = 200, **values: object) -> Response:
    """A template of templates/console/, with what `console/base.html` needs."""
    parts = OF_ALL if visit.organizer.of_all else NAVIGATION
    return portal_page(visit, template, status=status, console_navigation=parts, **values)


def _error_page(visit: Visit, error: PortalError) -> Response:
    """Within the console for who is in it; others see what they see anywhere."""
    if visit.as_organizer is None or not used_passkey(visit.passkey_at, visit.now, ENTRY_LASTS):
        return error_page(visit, error)
    made = page(visit, "console/error.html", status=error.status, error=error)
    made.headers.update(error.headers)
    return made


def _enter(visit: Visit, parameters: dict[str, str], role: Role, of_all: bool) -> None:
    know(visit)
    check_path(parameters)
    found = organizer(visit.account, parameters.get("conference_id"), of_all=of_all)
    visit.as_organizer = found
    found.needs(role)


def _call(visit: Visit, view: View, parameters: dict[str, str], fresh: bool) -> Response:
    if visit.request.method == "POST":
        check_form(visit)
    if (asked := ask_to_enter(visit, ENTRY_LASTS, fresh=fresh)) is not None:
        return asked
    return view(visit=visit, **parameters)
