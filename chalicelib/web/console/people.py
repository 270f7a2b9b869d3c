"""/console/{conference}/people: find somebody, look at one, and a file of what is held about them."""

from chalice.app import Response

from chalicelib.domain.grant import Role, organizes_every
from chalicelib.domain.limits import ADDRESS_LENGTH, TYPED_LENGTH
from chalicelib.errors import Conflict, Invalid, TooManyRequests, Unavailable
from chalicelib.services.console import held_of, people, person
from chalicelib.services.console.reason import stated
from chalicelib.web.console.routing import Visit, organizer_page, page, redirect
from chalicelib.web.headers import page_headers

ALL = "/console/{conference_id}/people"
ONE = f"{ALL}/{{account_id}}"
_UNTOLD = "None of their addresses receives email, so tell them yourself."
DONE = {
    "renamed": "The name was saved. The next certificate prints it.",
    "sent": "The certificate is being sent again.",
    "sent-to": "The certificate is on its way to that address.",
    "revoked": "The certificate was revoked, and its owner was emailed the reason.",
    "revoked-untold": "The certificate was revoked. Its owner sees the reason in the portal, but wasn't "
    "emailed: none of their addresses receives email.",
    "revoked-before": "The certificate was revoked already. Its date and reason stay as they were.",
    "added": "The session was added to the selection. We emailed the attendee to generate a new certificate.",
    "extended": "The deadline was extended for this person. We emailed them.",
    "added-untold": "The session was added to the selection. " + _UNTOLD,
    "extended-untold": "The deadline was extended for this person. " + _UNTOLD,
    "moved": "The registration was moved, and both addresses were told. Correct it in your registration "
    "system, too, or the next import brings the old address back.",
    "recovering": "We emailed a link to the new address, good for 24 hours, and told every earlier one. "
    "This person is signed out everywhere.",
}
Refusal = Invalid | Conflict | TooManyRequests | Unavailable


@organizer_page(ALL, role=Role.READER)
def get_people(visit: Visit, conference_id: str) -> Response:
    """Find by name, address or certificate ID."""
    typed = visit.query("q")[:ADDRESS_LENGTH]
    found = people.find(conference_id, typed) if typed else None
    return page(visit, "console/people.html", typed=typed, found=found, most=people.MOST_SHOWN)


@organizer_page(ONE, role=Role.READER)
def get_person(visit: Visit, conference_id: str, account_id: str) -> Response:
    """One person."""
    return shown(visit, conference_id, account_id)


@organizer_page(f"{ONE}/file", role=Role.EDITOR, method="POST")
def post_file(visit: Visit, conference_id: str, account_id: str) -> Response:
    """Everything held about them, as a file."""
    every = organizes_every(visit.account.grants)
    try:
        by = visit.organizer.by(stated(visit.form().one("reason")))
        held = held_of.file_of(visit.organizer.chosen, account_id, every, by, visit.now)
    except (Invalid, Conflict) as refused:
        return shown(visit, conference_id, account_id, refused)
    headers: dict[str, str | list[str]] = {
        **page_headers(),
        "Content-Type": "application/json",
        "Content-Disposition": 'attachment; filename="ceu-portal-person.json"',
    }
    return Response(body=held, headers=headers)


def shown(
    visit: Visit, conference_id: str, account_id: str, refused: Refusal | None = None
) -> Response:
    """The person's page, and what stood in the way of what was asked."""
    found = person.open_person(conference_id, account_id, visit.organizer.by(), visit.now)
    sent = visit.form() if refused else None

    def refused_at(path: str) -> bool:
        return sent is not None and visit.path == path

    def typed(path: str, name: str, otherwise: str = "") -> str:
        return sent.one(name)[:TYPED_LENGTH] if sent and refused_at(path) else otherwise

    made = page(
        visit,
        "console/person.html",
        status=refused.status if refused else 200,
        person=found,
        every=organizes_every(visit.account.grants),
        refused_at=refused_at,
        typed=typed,
        done=DONE.get(visit.query("done"), ""),
        problem=refused.detail if refused else "",
    )
    made.headers.update(refused.headers if refused else {})
    return made


def done(visit: Visit, conference_id: str, person_id: str, what: str) -> Response:
    """The page after something was done."""
    return redirect(visit, f"/console/{conference_id}/people/{person_id}", query=f"done={what}")
