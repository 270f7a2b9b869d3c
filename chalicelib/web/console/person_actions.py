"""What is done for one person, each with its reason: name, certificates, selection, registration."""

from collections.abc import Callable
from datetime import date

from chalice.app import Response

from chalicelib.domain.audit import By
from chalicelib.domain.grant import Role
from chalicelib.domain.limits import ADDRESS_LENGTH, TYPED_LENGTH
from chalicelib.errors import Conflict, Invalid, TooManyRequests, Unavailable
from chalicelib.services.console import assist, claim_help, move, recover
from chalicelib.services.console.reason import stated
from chalicelib.web.console.people import ONE, done, shown
from chalicelib.web.console.routing import Visit, organizer_page

_CERTIFICATE = f"{ONE}/certificates/{{certificate_id}}"
_SENT_NOW = (
    "This certificate is being sent, or was sent a moment ago, so nothing was sent now. "
    "Try again in a minute."
)


@organizer_page(f"{ONE}/name", role=Role.EDITOR, method="POST")
def post_name(visit: Visit, conference_id: str, account_id: str) -> Response:
    """Correct the printed name."""

    def act(by: By) -> str:
        name = visit.form().one("name")[:TYPED_LENGTH]
        assist.rename(conference_id, account_id, name, by, visit.now)
        return "renamed"

    return _answer(visit, conference_id, account_id, act)


@organizer_page(f"{_CERTIFICATE}/resend", role=Role.EDITOR, method="POST")
def post_resend(visit: Visit, conference_id: str, account_id: str, certificate_id: str) -> Response:
    """Send a certificate again: to the account's own addresses, or to the one that is typed."""

    def act(by: By) -> str:
        whose = (conference_id, account_id, certificate_id)
        if typed := _email(visit):
            sent, what = assist.send_to(*whose, typed, by, visit.now), "sent-to"
        else:
            sent, what = assist.resend(*whose, by, visit.now), "sent"
        if not sent:
            raise Conflict(_SENT_NOW)
        return what

    return _answer(visit, conference_id, account_id, act)


@organizer_page(f"{_CERTIFICATE}/revoke", role=Role.EDITOR, method="POST", fresh=True)
def post_revoke(visit: Visit, conference_id: str, account_id: str, certificate_id: str) -> Response:
    """Take a certificate back."""

    def act(by: By) -> str:
        whose, again = (conference_id, account_id, certificate_id), visit.form().one("may_reissue")
        made = assist.revoke(*whose, bool(again), by, visit.now)
        if not made.first:
            return "revoked-before"
        return "revoked" if made.told else "revoked-untold"

    return _answer(visit, conference_id, account_id, act)


@organizer_page(f"{ONE}/sessions", role=Role.EDITOR, method="POST")
def post_session(visit: Visit, conference_id: str, account_id: str) -> Response:
    """Add a missed session to the selection."""

    def act(by: By) -> str:
        session_id = visit.form().one("session")
        told = claim_help.add_session(conference_id, account_id, session_id, by, visit.now)
        return "added" if told else "added-untold"

    return _answer(visit, conference_id, account_id, act)


@organizer_page(f"{ONE}/deadline", role=Role.EDITOR, method="POST")
def post_deadline(visit: Visit, conference_id: str, account_id: str) -> Response:
    """Extend the deadline for this one person."""

    def act(by: By) -> str:
        until = _day(visit.form().one("until"))
        told = claim_help.extend(conference_id, account_id, until, by, visit.now)
        return "extended" if told else "extended-untold"

    return _answer(visit, conference_id, account_id, act)


@organizer_page(f"{ONE}/registration", role=Role.EDITOR, method="POST")
def post_registration(visit: Visit, conference_id: str, account_id: str) -> Response:
    """Move a registration to the person's other address; the page is then that of the person who has it."""
    moved_to = account_id

    def act(by: By) -> str:
        nonlocal moved_to
        from_id, conference = visit.form().one("from"), visit.organizer.chosen
        moved_to = move.move(conference, account_id, from_id, _email(visit), by, visit.now)
        return "moved"

    return _answer(visit, conference_id, account_id, act, lambda: moved_to)


@organizer_page(f"{ONE}/recover", role=Role.OWNER, method="POST", fresh=True)
def post_recover(visit: Visit, conference_id: str, account_id: str) -> Response:
    """Email the way back into an account to an address it does not have yet."""

    def act(by: By) -> str:
        recover.recover(visit.organizer.chosen, account_id, _email(visit), by, visit.now)
        return "recovering"

    return _answer(visit, conference_id, account_id, act)


def _answer(
    visit: Visit,
    conference_id: str,
    account_id: str,
    act: Callable[[By], str],
    then: Callable[[], str] | None = None,
) -> Response:
    """Do it with the reason that was typed; what stands in the way is said on the person's page."""
    try:
        what = act(visit.organizer.by(stated(visit.form().one("reason"))))
    except (Invalid, Conflict, TooManyRequests, Unavailable) as refused:
        return shown(visit, conference_id, account_id, refused)
    return done(visit, conference_id, then() if then else account_id, what)


def _email(visit: Visit) -> str:
    return visit.form().one("email").strip()[:ADDRESS_LENGTH]


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
