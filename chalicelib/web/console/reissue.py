"""/console/{conference}/reissue: certificates made again with today's settings, counted first."""

from chalice.app import Response

from chalicelib.domain.left_out import why_left_out
from chalicelib.domain.limits import MAX_BODY_BYTES, SESSION_ID_LENGTH
from chalicelib.domain.numbered_id import numbered_id
from chalicelib.domain.reissue import MOST_PEOPLE, UNFINISHED, Reissue, State
from chalicelib.errors import Conflict, Invalid
from chalicelib.services.console.reason import said
from chalicelib.services.reissue import decide, open_sample, shown
from chalicelib.services.reissue.asked import Asked, checked
from chalicelib.web.console.routing import Role, Visit, organizer_page, page, redirect
from chalicelib.web.forms import whole_number

ALL = "/console/{conference_id}/reissue"
ONE = f"{ALL}/{{number}}"
STATES = {
    State.COUNTING: "Being counted",
    State.PLANNED: "Ready to start",
    State.MAKING: "Being reissued",
    State.STOPPED: "Stopped",
    State.DONE: "Done",
    State.DISCARDED: "Discarded",
}


@organizer_page(ALL, role=Role.READER)
def get_reissues(visit: Visit, conference_id: str) -> Response:
    """Those so far, and which certificates to count."""
    return _form(visit, conference_id, Asked())


@organizer_page(ALL, role=Role.EDITOR, method="POST")
def post_reissue(visit: Visit, conference_id: str) -> Response:
    """Have it counted: nothing is made yet."""
    form = visit.form()
    asked = Asked(
        session_id=form.one("session_id")[:SESSION_ID_LENGTH],
        before=form.one("before")[:20],
        people=form.one("people")[:MAX_BODY_BYTES],
        email="email" in form,
    )
    try:
        wanted = checked(conference_id, asked)
        held = decide.begin(conference_id, wanted, visit.organizer.by(), visit.now)
    except (Invalid, Conflict) as refused:
        return _form(visit, conference_id, asked, refused)
    return redirect(visit, path_of(held))


@organizer_page(ONE, role=Role.READER)
def get_reissue(visit: Visit, conference_id: str, number: str) -> Response:
    """How far it is, or what it would come to."""
    return _shown(visit, _held(conference_id, number))


@organizer_page(f"{ONE}/sample", role=Role.READER)
def get_sample(visit: Visit, conference_id: str, number: str) -> Response:
    """One certificate as it will be. It is somebody's, so looking at it is in the audit."""
    link = open_sample.sample_link(_held(conference_id, number), visit.organizer.by(), visit.now)
    return Response("", status_code=303, headers={"Location": link})


@organizer_page(f"{ONE}/start", role=Role.EDITOR, method="POST", fresh=True)
def post_start(visit: Visit, conference_id: str, number: str) -> Response:
    """Make them: what is made is not taken back."""
    held, form = _held(conference_id, number), visit.form()
    version = whole_number(form.one("version"), -1)
    try:
        decide.start(held, version, visit.organizer.by(said(form.one("why"))), visit.now)
    except (Invalid, Conflict) as refused:
        return _shown(visit, _held(conference_id, number), refused)
    return redirect(visit, path_of(held))


@organizer_page(f"{ONE}/stop", role=Role.EDITOR, method="POST")
def post_stop(visit: Visit, conference_id: str, number: str) -> Response:
    """Make no more of them."""
    held = _held(conference_id, number)
    try:
        decide.stop(held, visit.organizer.by(), visit.now)
    except Conflict as refused:
        return _shown(visit, _held(conference_id, number), refused)
    return redirect(visit, path_of(held))


def path_of(held: Reissue) -> str:
    """Its page."""
    return ONE.format(conference_id=held.conference_id, number=held.number)


def _held(conference_id: str, number: str) -> Reissue:
    return decide.open_reissue(conference_id, numbered_id(conference_id, number))


def _form(
    visit: Visit, conference_id: str, asked: Asked, refused: Invalid | Conflict | None = None
) -> Response:
    problems = refused.problems if isinstance(refused, Invalid) else []
    fields = {one.field for one in problems}
    return page(
        visit,
        "console/reissues.html",
        status=refused.status if refused else 200,
        reissues=decide.of_conference(conference_id),
        sessions=shown.choices(conference_id),
        asked=asked,
        problems={
            name: " ".join(one.message for one in problems if one.field == name) for name in fields
        },
        problem=refused.detail if isinstance(refused, Conflict) else "",
        states=STATES,
        most_people=MOST_PEOPLE,
    )


def _shown(visit: Visit, held: Reissue, refused: Invalid | Conflict | None = None) -> Response:
    return page(
        visit,
        "console/reissue.html",
        status=refused.status if refused else 200,
        held=held,
        beside=shown.beside(held),
        waits=held.state in UNFINISHED,
        states=STATES,
        why_left_out=why_left_out,
        problem=_words(refused) if refused else "",
    )


def _words(refused: Invalid | Conflict) -> str:
    return refused.problems[0].message if isinstance(refused, Invalid) else refused.detail
