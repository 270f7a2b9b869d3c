"""What an organizer decides on an import's page: answers, apply, discard, undo."""

from chalice.app import Response

from chalicelib.domain.imports import Import, State
from chalicelib.domain.numbered_id import numbered_id
from chalicelib.errors import Conflict, Invalid
from chalicelib.services.console.reason import said
from chalicelib.services.imports import decide
from chalicelib.web.console.import_answers import from_form
from chalicelib.web.console.imports import ONE, path_of, shown
from chalicelib.web.console.routing import Role, Visit, organizer_page, redirect
from chalicelib.web.forms import whole_number


@organizer_page(f"{ONE}/answers", role=Role.EDITOR, method="POST")
def post_answers(visit: Visit, conference_id: str, number: str) -> Response:
    """Read the file again, as the form says."""
    held = _held(conference_id, number)
    try:
        decide.answer(held, from_form(visit.form(), held), _version(visit), visit.now)
    except Conflict as refused:
        return shown(visit, _held(conference_id, number), refused)
    return redirect(visit, path_of(held), query="done=answered")


@organizer_page(f"{ONE}/apply", role=Role.EDITOR, method="POST")
def post_apply(visit: Visit, conference_id: str, number: str) -> Response:
    """Write what the plan says."""
    return _decided(visit, conference_id, number, decide.confirm, "applied")


@organizer_page(f"{ONE}/discard", role=Role.EDITOR, method="POST")
def post_discard(visit: Visit, conference_id: str, number: str) -> Response:
    """Change nothing."""
    return _decided(visit, conference_id, number, decide.discard, "discarded")


@organizer_page(f"{ONE}/undo", role=Role.EDITOR, method="POST")
def post_undo(visit: Visit, conference_id: str, number: str) -> Response:
    """Take back what it wrote."""
    return _decided(visit, conference_id, number, decide.undo, "undone")


def _decided(
    visit: Visit, conference_id: str, number: str, does: decide.Decision, done: str
) -> Response:
    held = _held(conference_id, number)
    try:
        by = visit.organizer.by(said(visit.form().one("why")))
        found = does(held, _version(visit), by, visit.now)
    except (Conflict, Invalid) as refused:
        return shown(visit, _held(conference_id, number), refused)
    planned_anew = found.state is State.UPLOADED
    return redirect(visit, path_of(held), query=f"done={'planned-anew' if planned_anew else done}")


def _held(conference_id: str, number: str) -> Import:
    return decide.open_import(conference_id, numbered_id(conference_id, number))


def _version(visit: Visit) -> int:
    """The version that the page showed; one that isn't a number is ignored."""
    return whole_number(visit.form().one("version"), -1)
