"""/invitation: what the emailed invitation to organize opens; a passkey is made there."""

from chalice.app import Blueprint, Response

from chalicelib.domain.grant import EVERY
from chalicelib.domain.limits import PASSKEY_NAME_LENGTH
from chalicelib.errors import Invalid, NotFound, TooManyRequests
from chalicelib.http.request import network_address
from chalicelib.services.console import join as service
from chalicelib.web import cookies
from chalicelib.web.routing import FORM, Visit, page, public_page, redirect

invitation_pages = Blueprint(__name__)


@invitation_pages.route("/invitation/{token}", methods=["GET"])
@public_page(invitation_pages)
def get_invitation(visit: Visit, token: str) -> Response:
    """What the link grants; it only asks, because email scanners also open links."""
    try:
        opened = service.look(token, network_address(visit.request), visit.now)
    except NotFound as spent:
        return _spent(visit, spent)
    return _page(visit, token, opened)


@invitation_pages.route("/invitation/{token}", methods=["POST"], content_types=[FORM])
@public_page(invitation_pages)
def post_invitation(visit: Visit, token: str) -> Response:
    """The page that has the browser make a passkey."""
    try:
        return _make(visit, token)
    except NotFound as spent:
        return _spent(visit, spent)


@invitation_pages.route("/invitation/{token}/passkey", methods=["POST"], content_types=[FORM])
@public_page(invitation_pages)
def post_passkey(visit: Visit, token: str) -> Response:
    """Keep it, and open the console."""
    form = visit.form()
    answer = service.Answer(
        form.one("made"),
        form.one("name")[:PASSKEY_NAME_LENGTH],
        visit.secret(make=False),
        network_address(visit.request),
        visit.device(),
    )
    try:
        done, opened = service.join(token, answer, visit.now)
    except NotFound as spent:
        return _spent(visit, spent)
    except (Invalid, TooManyRequests) as refused:
        return _make(visit, token, refused)
    visit.set_cookies.append(cookies.sign_in_cookie(done.token))
    where = opened.invitation.conference_id
    return redirect(visit, "/console" if where == EVERY else f"/console/{where}")


def _make(visit: Visit, token: str, refused: Invalid | TooManyRequests | None = None) -> Response:
    opened = service.look(token, network_address(visit.request), visit.now)
    options = service.options(opened, visit.secret(), visit.now)
    return _page(visit, token, opened, options, refused)


def _page(
    visit: Visit,
    token: str,
    opened: service.Opened,
    options: str = "",
    refused: Invalid | TooManyRequests | None = None,
) -> Response:
    made = page(
        visit,
        "console/invitation.html",
        status=refused.status if refused else 200,
        token=token,
        opened=opened,
        options=options,
        problem=refused.detail if refused else "",
        name=visit.device().words,
    )
    made.headers.update(refused.headers if refused else {})
    return made


def _spent(visit: Visit, spent: NotFound) -> Response:
    return page(visit, "portal/error.html", status=spent.status, error=spent)
