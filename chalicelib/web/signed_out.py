"""A form that arrives after its sign-in ended: nothing was saved, and what was typed is kept.

The sign-in page carries the form along; after signing in, a page shows that it was not sent yet and sends
it at the press of a button. Where somebody signed in again in another window, that page is the answer.
Only what our own page sent is carried: another site's form never is.
"""

import json
from html import escape

from chalice.app import Response

from chalicelib.domain.limits import MAX_FIELDS
from chalicelib.errors import PortalError
from chalicelib.web import csrf
from chalicelib.web.forms import Form
from chalicelib.web.pages import page
from chalicelib.web.visit import Visit, own_path

FIELD = "kept"
# Never written into a page: passwords, passkeys, codes and the token are given again.
_SECRET = {csrf.FIELD, "password", "proof", "passkey", "made", "code"}

_LONGEST = 80_000  # characters; a claim of some 700 sessions with their dates

Fields = list[tuple[str, str]]


def ask_to_sign_in(visit: Visit) -> Response:
    """The sign-in page in answer to a form, with the form's fields in it."""
    kept = typed(visit)
    return page(
        visit,
        "portal/sign-in.html",
        status=401,
        next_path=own_path(visit.path),
        email="",
        problem="",
        ended="",
        unsaved=True,
        kept=_written(kept),
    )


def _written(kept: Fields) -> str:
    """The fields as the page carries them; "" where that would make it too long."""
    written = json.dumps([pair for pair in kept if pair[0]]) if kept else ""
    return written if len(escape(written)) <= _LONGEST else ""


def typed(visit: Visit) -> Fields:
    """What was typed into the form that was posted; nothing where no page of ours sent it."""
    if not csrf.from_our_page(visit.request):
        return []
    try:
        return [(name, value) for name, value in visit.form().pairs() if name not in _SECRET]
    except PortalError:  # too large, or no form: there is nothing to keep
        return []


def kept_fields(form: Form) -> Fields:
    """The fields that a sign-in form carries; none where it carries none that can be read."""
    try:
        found = json.loads(form.one(FIELD) or "[]")
        return [(str(name), str(value)) for name, value in found[:MAX_FIELDS]]
    except (ValueError, TypeError):
        return []


def offer_to_send(visit: Visit, path: str, kept: Fields, status: int = 200) -> Response:
    """The page after signing in again: what was typed, not sent yet."""
    return page(visit, "portal/not-sent.html", status=status, action=path, kept=kept)
