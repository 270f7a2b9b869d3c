"""What an organizer does to one session: add, change, cancel, put back; and undo the last change."""

import re

from chalice.app import Response

from chalicelib.errors import Conflict, Invalid
from chalicelib.services.console.reason import said
from chalicelib.services.console.sessions import change, form, listing, plans
from chalicelib.services.console.sessions.plans import Edit, Make
from chalicelib.web.console.routing import Role, Visit, organizer_page, redirect
from chalicelib.web.console.session_review import Asked, answered
from chalicelib.web.console.sessions import ALL, ONE, form_page, one_page, shown
from chalicelib.web.forms import whole_number

_NEW_ID = re.compile(r"h-[0-9a-f]{12}")
_MOST = 20_000  # characters of a field; what is longer than its own limit is named


@organizer_page(f"{ALL}/new", role=Role.EDITOR, method="POST")
def post_new(visit: Visit, conference_id: str) -> Response:
    """Add a session."""
    session_id, values = _new_id(visit, "session_id"), _typed(visit)
    path = f"/console/{conference_id}/sessions"
    asked = Asked(
        plans.add(Edit(values, new_id=session_id)),
        "new-session",
        "Add this session?",
        "Add session",
        f"{path}/new",
        f"{path}/{listing.key_of(session_id)}",
        "added",
        lambda problems, status: form_page(
            visit, conference_id, values, session_id=session_id, problems=problems, status=status
        ),
    )
    return answered(visit, conference_id, asked)


@organizer_page(ONE, role=Role.EDITOR, method="POST")
def post_session(visit: Visit, conference_id: str, session_key: str) -> Response:
    """Change a session: only what the form changed."""
    values, was, sent = _typed(visit), _typed(visit, "was."), visit.form()
    edit = Edit(values, was, sent.one("meant"), _new_id(visit, "new_id"))
    changed = {name: value for name, value in values.items() if value != was[name]}
    asked = _of_one(
        visit, (conference_id, session_key), plans.edit(session_key, edit), "saved", changed
    )
    return answered(visit, conference_id, asked)


@organizer_page(f"{ONE}/cancel", role=Role.EDITOR, method="POST")
def post_cancel(visit: Visit, conference_id: str, session_key: str) -> Response:
    """Cancel it."""
    make = plans.cancel(session_key)
    asked = _of_one(visit, (conference_id, session_key), make, "cancelled")
    return answered(visit, conference_id, asked)


@organizer_page(f"{ONE}/put-back", role=Role.EDITOR, method="POST")
def post_put_back(visit: Visit, conference_id: str, session_key: str) -> Response:
    """Put it back."""
    make = plans.put_back(session_key)
    asked = _of_one(visit, (conference_id, session_key), make, "back")
    return answered(visit, conference_id, asked)


@organizer_page(f"{ALL}/undo", role=Role.EDITOR, method="POST")
def post_undo(visit: Visit, conference_id: str) -> Response:
    """Undo the last change by hand."""
    sent = visit.form()
    revision = whole_number(sent.one("revision"), 0)
    try:
        change.undo(conference_id, revision, visit.organizer.by(said(sent.one("why"))), visit.now)
    except (Conflict, Invalid) as refused:
        return shown(visit, conference_id, refused.detail, refused.status)
    return redirect(visit, f"/console/{conference_id}/sessions", query="done=undone")


# What is done to a session: the end of its address, what the audit calls it, what the review asks.
_DOES = {
    "saved": ("", "change-session", "Save these changes?", "Save changes"),
    "cancelled": ("/cancel", "cancel-session", "Cancel this session?", "Cancel session"),
    "back": ("/put-back", "put-back-session", "Put this session back?", "Put it back"),
}


def _of_one(
    visit: Visit,
    where: tuple[str, str],
    make: Make,
    done: str,
    changed: dict[str, str] | None = None,
) -> Asked:
    conference_id, session_key = where
    path = f"/console/{conference_id}/sessions/{session_key}"
    end, action, title, button = _DOES[done]
    return Asked(
        make,
        action,
        title,
        button,
        f"{path}{end}",
        path,
        done,
        lambda problems, status: one_page(
            visit, conference_id, session_key, changed, problems, status
        ),
    )


def _typed(visit: Visit, before: str = "") -> dict[str, str]:
    """The form's fields; browsers send line breaks as two characters."""
    sent = visit.form()
    return {
        name: sent.one(f"{before}{name}")[:_MOST].replace("\r\n", "\n").strip()
        for name in form.fields_of(visit.organizer.chosen)
    }


def _new_id(visit: Visit, field: str) -> str:
    """The id that the form was made with, so that sending it twice adds nothing twice."""
    said = visit.form().one(field)
    return said if _NEW_ID.fullmatch(said) else plans.new_id()
