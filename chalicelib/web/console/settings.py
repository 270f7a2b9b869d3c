"""/console/{conference}/settings: dates, place, zone, deadline, overlap, rounding and limits."""

from chalice.app import Response

from chalicelib.domain.audit import By
from chalicelib.errors import Conflict, Invalid, PortalError
from chalicelib.services.console import reason
from chalicelib.services.console.change import Asked, change, stored_conference
from chalicelib.web.console import settings_form
from chalicelib.web.console.routing import Role, Visit, organizer_page, page, redirect
from chalicelib.web.console.settings_form import Values
from chalicelib.web.forms import whole_number

DONE = {"saved": "Saved.", "same": "Nothing was different, so nothing was saved."}
PATH = "/console/{conference_id}/settings"


@organizer_page(PATH, role=Role.READER)
def get_settings(visit: Visit, conference_id: str) -> Response:
    """The settings as they are."""
    stored = stored_conference(conference_id)
    return _page(visit, settings_form.of_conference(stored.conference), stored.revision)


@organizer_page(PATH, role=Role.EDITOR, method="POST")
def post_settings(visit: Visit, conference_id: str) -> Response:
    """Save them."""
    said = settings_form.typed(visit.form())
    revision = revision_of(visit)
    try:
        values, problems = settings_form.settings_of(said)
        if problems:
            raise Invalid(problems)
        asked = Asked("settings", revision, values)
        lines = change(stored_conference(conference_id), asked, by(visit), visit.now)
    except Invalid as refused:
        return _page(visit, said, revision, refused)
    except Conflict as refused:
        return _page(visit, said, stored_conference(conference_id).revision, refused)
    return redirect(visit, visit.path, query="done=saved" if lines else "done=same")


def revision_of(visit: Visit) -> int:
    """The revision that the page showed; one that isn't a number is ignored."""
    return whole_number(visit.form().one("revision"), -1)


def by(visit: Visit) -> By:
    """Who changes it, and why. Raises Invalid where the reason is too long."""
    return visit.organizer.by(reason.said(visit.form().one("why")))


def _page(
    visit: Visit, values: Values, revision: int, refused: PortalError | None = None
) -> Response:
    problems = refused.problems if isinstance(refused, Invalid) else []
    return page(
        visit,
        "console/settings.html",
        status=refused.status if refused else 200,
        values=values,
        revision=revision,
        problems=settings_form.by_field(problems),
        conflict=refused if isinstance(refused, Conflict) else None,
        done=DONE.get(visit.query("done"), ""),
    )
