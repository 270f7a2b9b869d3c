"""/console/{conference}/people: find somebody, look at one, and what is done for them."""

from chalice.app import Response

from chalicelib.domain.grant import Role
from chalicelib.domain.limits import ADDRESS_LENGTH, NAME_LENGTH, REASON_LENGTH
from chalicelib.errors import Conflict, Invalid
from chalicelib.services.console import people, person
from chalicelib.web.console.routing import Visit, organizer_page, page, redirect

_PEOPLE = "/console/{conference_id}/people"
_ONE = f"{_PEOPLE}/{{account_id}}"
_CERTIFICATE = f"{_ONE}/certificates/{{certificate_id}}"
_DONE = {
    "renamed": "The name was saved. The next certificate prints it.",
    "sent": "The certificate is being sent again.",
    "waiting": "It is being sent, or was sent a moment ago. Try again in a minute.",
    "revoked": "The certificate was revoked, and its owner was emailed the reason.",
}


@organizer_page(_PEOPLE, role=Role.READER)
def get_people(visit: Visit, conference_id: str) -> Response:
    """Find by name, address or certificate ID."""
    typed = visit.query("q")[:ADDRESS_LENGTH]
    found = people.find(conference_id, typed) if typed else None
    return page(visit, "console/people.html", typed=typed, found=found, most=people.MOST_SHOWN)


@organizer_page(_ONE, role=Role.READER)
def get_person(visit: Visit, conference_id: str, account_id: str) -> Response:
    """One person."""
    return _person(visit, conference_id, account_id)


@organizer_page(f"{_ONE}/name", role=Role.EDITOR, method="POST")
def post_name(visit: Visit, conference_id: str, account_id: str) -> Response:
    """Correct the printed name."""
    name, by = visit.form().one("name")[:NAME_LENGTH], visit.organizer.by(_why(visit))
    try:
        person.rename(conference_id, account_id, name, by, visit.now)
    except Invalid as refused:
        return _person(visit, conference_id, account_id, refused)
    return _done(visit, conference_id, account_id, "renamed")


@organizer_page(f"{_CERTIFICATE}/resend", role=Role.EDITOR, method="POST")
def post_resend(visit: Visit, conference_id: str, account_id: str, certificate_id: str) -> Response:
    """Send a certificate again."""
    by = visit.organizer.by(_why(visit))
    try:
        sent = person.resend(conference_id, account_id, certificate_id, by, visit.now)
    except Conflict as refused:
        return _person(visit, conference_id, account_id, refused)
    return _done(visit, conference_id, account_id, "sent" if sent.started else "waiting")


@organizer_page(f"{_CERTIFICATE}/revoke", role=Role.EDITOR, method="POST", fresh=True)
def post_revoke(visit: Visit, conference_id: str, account_id: str, certificate_id: str) -> Response:
    """Take a certificate back."""
    reason, again = _why(visit), bool(visit.form().one("may_reissue"))
    by, entry = visit.organizer.by(reason), (reason, again)
    try:
        person.revoke(conference_id, account_id, certificate_id, entry, by, visit.now)
    except (Invalid, Conflict) as refused:
        return _person(visit, conference_id, account_id, refused)
    return _done(visit, conference_id, account_id, "revoked")


def _why(visit: Visit) -> str:
    return visit.form().one("reason")[:REASON_LENGTH]


def _person(
    visit: Visit,
    conference_id: str,
    account_id: str,
    refused: Invalid | Conflict | None = None,
) -> Response:
    found = person.open_person(conference_id, account_id, visit.organizer.by(), visit.now)
    return page(
        visit,
        "console/person.html",
        status=refused.status if refused else 200,
        person=found,
        done=_DONE.get(visit.query("done"), ""),
        problem=refused.detail if refused else "",
    )


def _done(visit: Visit, conference_id: str, account_id: str, what: str) -> Response:
    return redirect(visit, f"/console/{conference_id}/people/{account_id}", query=f"done={what}")
