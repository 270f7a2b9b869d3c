"""Every change by hand is shown before it is written: what it comes to, and whom it concerns."""

from collections.abc import Callable
from dataclasses import dataclass

from chalice.app import Response

from chalicelib.domain.limits import TYPED_LENGTH
from chalicelib.errors import Conflict, Invalid
from chalicelib.services.console.reason import said
from chalicelib.services.console.sessions import change
from chalicelib.services.console.sessions.change import Unconfirmed
from chalicelib.services.console.sessions.plans import Make
from chalicelib.web.console.import_words import line
from chalicelib.web.console.routing import Visit, page, redirect
from chalicelib.web.console.session_words import CHANGES

NOTHING = "This changes nothing: it is already set this way."
_OURS = ("csrf", "why", "confirmed")
Again = Callable[[dict[str, str], int], Response]


@dataclass(frozen=True, slots=True)
class Asked:
    """One change: how it is planned, what the audit calls it, and the pages before and after it.

    `again` answers with the form it came from, problems by field ("" is the form itself).
    """

    make: Make
    action: str
    title: str
    button: str
    path: str
    after: str
    done: str
    again: Again


def answered(visit: Visit, conference_id: str, asked: Asked) -> Response:
    """The review, or, once that is confirmed, the change itself."""
    form = visit.form()
    confirmed, why = form.one("confirmed")[:64], form.one("why")[:TYPED_LENGTH]
    told = ""
    try:
        if confirmed:
            try:
                by = visit.organizer.by(said(why))
                change.write(conference_id, asked.make, confirmed, asked.action, by, visit.now)
                return redirect(visit, asked.after, query=f"done={asked.done}")
            except Unconfirmed as changed:
                told = changed.detail
            except Invalid as refused:
                if [one.field for one in refused.problems] != ["why"]:
                    raise
                told = refused.detail
        review = change.review(conference_id, asked.make)
    except Invalid as refused:
        return asked.again({one.field: one.message for one in refused.problems}, refused.status)
    except Conflict as refused:
        return asked.again({"": refused.detail}, refused.status)
    if not review.lines:
        return asked.again({"": NOTHING}, 200)
    return page(
        visit,
        "console/session-review.html",
        status=409 if told else 200,
        review=review,
        asked=asked,
        said=told,
        why=why,
        fields=[pair for pair in form.pairs() if pair[0] not in _OURS],
        kinds=CHANGES,
        in_words=line,
    )
