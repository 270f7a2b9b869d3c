"""/console: the conferences of an organizer, the passkey that opens it, and a conference's first page."""

from chalice.app import Response

from chalicelib.domain.grant import EVERY, role_at
from chalicelib.services.console.conference import checklist
from chalicelib.services.console.entrance import organized
from chalicelib.web.console import import_words
from chalicelib.web.console.routing import Role, Visit, organizer_page, page, redirect
from chalicelib.web.visit import own_path


@organizer_page("/console", role=Role.READER)
def get_console(visit: Visit) -> Response:
    """The conferences that the account organizes."""
    of_all = role_at(visit.account.grants, EVERY)
    return page(
        visit,
        "console/conferences.html",
        organized=organized(visit.account),
        of_all=of_all,
        may_begin=of_all is not None and visit.organizer.may(Role.EDITOR),
    )


@organizer_page("/console", role=Role.READER, method="POST", fresh=True)
def post_console(visit: Visit) -> Response:
    """Where the page that asks for the passkey sends it: on to where the visitor was going."""
    return redirect(visit, own_path(visit.form().one("next"), otherwise="/console"))


@organizer_page("/console/{conference_id}", role=Role.READER)
def get_conference(visit: Visit, conference_id: str) -> Response:
    """A conference's first page: what it still needs before people can claim it."""
    return page(
        visit,
        "console/conference.html",
        conference=visit.organizer.chosen,
        checklist=checklist(conference_id, visit.now),
        words=import_words,
    )
