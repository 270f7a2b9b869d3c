"""/console/{conference}/imports: files on their way in, each with a page that shows where it is."""

from chalice.app import Response

from chalicelib.domain.imports import FORM_LASTS, KEPT, Import, State, What
from chalicelib.domain.numbered_id import numbered_id
from chalicelib.errors import PortalError
from chalicelib.services.imports import decide
from chalicelib.services.imports import found as findings
from chalicelib.services.imports.begin import begin, came, form_of
from chalicelib.services.imports.found import Found
from chalicelib.web.console import import_words as words
from chalicelib.web.console.routing import Role, Visit, organizer_page, page, redirect
from chalicelib.web.headers import with_form_to

ALL = "/console/{conference_id}/imports"
ONE = f"{ALL}/{{number}}"
_READ = (State.READ, State.PLANNED)
_WAITING = (State.UPLOADED, State.CONFIRMED, State.UNDOING)


@organizer_page(ALL, role=Role.READER)
def get_imports(visit: Visit, conference_id: str) -> Response:
    """Every import, newest first, and what to upload."""
    return page(
        visit,
        "console/imports.html",
        imports=decide.of_conference(conference_id),
        words=words,
        kinds=tuple(What),
    )


@organizer_page(ALL, role=Role.EDITOR, method="POST")
def post_import(visit: Visit, conference_id: str) -> Response:
    """Begin one: its page has the form for the file."""
    what = visit.form().one("what")
    if what not in tuple(What):
        return redirect(visit, ALL.format(conference_id=conference_id))
    held = begin(conference_id, What(what), visit.organizer.by(), visit.now)
    return redirect(visit, path_of(held))


@organizer_page(ONE, role=Role.READER)
def get_import(visit: Visit, conference_id: str, number: str) -> Response:
    """Where it is: the form for its file, its questions, its plan, or what became of it."""
    return shown(visit, decide.open_import(conference_id, numbered_id(conference_id, number)))


@organizer_page(f"{ONE}/came", role=Role.EDITOR)
def get_came(visit: Visit, conference_id: str, number: str) -> Response:
    """Where S3 sends the browser after the upload."""
    held = decide.open_import(conference_id, numbered_id(conference_id, number))
    return redirect(visit, path_of(came(held.id, visit.now)))


def shown(visit: Visit, held: Import, refused: PortalError | None = None) -> Response:
    """The import's page, and what stood in the way of the last decision."""
    # Loaded with the first file, as the importers are.
    from chalicelib.services.imports.files import COLUMNS

    uploads = held.state is State.BEGUN and visit.organizer.may(Role.EDITOR)
    form = form_of(held) if uploads else None
    made = page(
        visit,
        "console/import.html",
        status=refused.status if refused else 200,
        held=held,
        found=_found(visit, held),
        form=form,
        waits=held.state in _WAITING,
        words=words,
        columns=COLUMNS[held.what].names,
        needed=COLUMNS[held.what].needed,
        problem=refused.detail if refused else "",
        done=words.DONE.get(visit.query("done"), ""),
        no_credit=held.state is State.PLANNED and held.standing.counts.get("eligible") == 0,
        form_lasts=int(FORM_LASTS.total_seconds()),
        undo_until=held.begun_at + KEPT,
    )
    if form is not None:
        made.headers["Content-Security-Policy"] = with_form_to(form.url)
    return made


def path_of(held: Import) -> str:
    """Its page."""
    return ONE.format(conference_id=held.conference_id, number=held.number)


def _found(visit: Visit, held: Import) -> Found | None:
    """What its page shows of the file, while that is kept."""
    if held.state not in _READ or not held.file_is_kept(visit.now):
        return None
    return findings.load(held.id)
