"""/console/{conference}/claims/files: claims as CSV or an Excel workbook."""

from chalice.app import Response

from chalicelib.domain.claimant import Which
from chalicelib.domain.claims_export import Kind, Stage
from chalicelib.errors import NotFound
from chalicelib.services.console import claims_export
from chalicelib.web.console import claims_words as words
from chalicelib.web.console.claims import CLAIMS
from chalicelib.web.console.routing import Role, Visit, organizer_page, page, redirect

FILES = f"{CLAIMS}/files"
ONE = f"{FILES}/{{number}}"


@organizer_page(FILES, role=Role.READER)
def get_files(visit: Visit, conference_id: str) -> Response:
    """The form, and the files that were asked for."""
    return page(
        visit,
        "console/claims-files.html",
        files=claims_export.of_conference(conference_id),
        which=words.which_of(visit.query("which")),
        filters=tuple(Which),
        words=words,
    )


@organizer_page(FILES, role=Role.EDITOR, method="POST")
def post_file(visit: Visit, conference_id: str) -> Response:
    """Have one made: its page says when it is there."""
    form = visit.form()
    which, kind = words.which_of(form.one("which")), form.one("kind")
    by = visit.organizer.by()
    chosen = Kind(kind) if kind in tuple(Kind) else Kind.XLSX
    found = claims_export.ask(conference_id, which, chosen, by, visit.now)
    return redirect(visit, ONE.format(conference_id=conference_id, number=found.number))


@organizer_page(ONE, role=Role.READER)
def get_file(visit: Visit, conference_id: str, number: str) -> Response:
    """Whether it is there, and the way to it."""
    found = claims_export.open_export(conference_id, number)
    return page(
        visit,
        "console/claims-file.html",
        file=found,
        waits=found.stage is Stage.ASKED,
        words=words,
    )


@organizer_page(f"{ONE}/download", role=Role.READER)
def get_download(visit: Visit, conference_id: str, number: str) -> Response:
    """To the file, by an address made at the click."""
    link = claims_export.link(conference_id, number, visit.organizer.by(), visit.now)
    if link is None:
        raise NotFound
    made = redirect(visit, ONE.format(conference_id=conference_id, number=number))
    made.headers["Location"] = link
    return made
