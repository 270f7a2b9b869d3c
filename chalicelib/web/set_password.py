"""/set-password: what the emailed link opens."""

from chalice.app import Blueprint, Response

from chalicelib.domain import limits
from chalicelib.domain.password import MIN_LENGTH
from chalicelib.errors import Invalid, NotFound, PortalError
from chalicelib.http.request import network_address
from chalicelib.services.people import reset_password, set_password
from chalicelib.web import cookies
from chalicelib.web.routing import FORM, Visit, page, public_page, redirect

set_password_pages = Blueprint(__name__)


@set_password_pages.route("/set-password/{token}", methods=["GET"])
@public_page(set_password_pages)
def get_set(visit: Visit, token: str) -> Response:
    """The page behind the email's link: it only asks, because email scanners also open links."""
    try:
        link = set_password.look(token, network_address(visit.request), visit.now)
    except NotFound as spent:
        return _spent(visit, spent)
    first = link.account_id is None
    return _form(
        visit,
        token,
        link.shown,
        first=first,
        name=reset_password.proposed_name(link) if first else "",
    )


@set_password_pages.route("/set-password/{token}", methods=["POST"], content_types=[FORM])
@public_page(set_password_pages)
def post_set(visit: Visit, token: str) -> Response:
    """Set the password and sign in."""
    form = visit.form()
    password, name = form.one("password"), form.one("name")[: limits.TYPED_LENGTH]
    try:
        done = set_password.set_password(
            token, password, name, network_address(visit.request), visit.now, visit.device()
        )
    except NotFound as spent:
        return _spent(visit, spent)
    except Invalid as refused:
        return _again(visit, token, refused, name)
    visit.set_cookies.append(cookies.sign_in_cookie(done.token))
    return redirect(visit, "/conferences")


def _again(visit: Visit, token: str, refused: Invalid, name: str) -> Response:
    try:
        link = set_password.look(token, network_address(visit.request), visit.now)
    except NotFound as spent:
        return _spent(visit, spent)
    return _form(
        visit, token, link.shown, first=link.account_id is None, refused=refused, name=name
    )


def _form(
    visit: Visit,
    token: str,
    shown: str,
    *,
    first: bool,
    refused: Invalid | None = None,
    name: str = "",
) -> Response:
    return page(
        visit,
        "portal/set-password.html",
        status=refused.status if refused else 200,
        token=token,
        shown=shown,
        first=first,
        name=name,
        proposed=bool(name) and not refused,
        problem=refused.detail if refused else "",
        min_length=MIN_LENGTH,
    )


def _spent(visit: Visit, spent: PortalError) -> Response:
    return page(
        visit,
        "portal/reset-password.html",
        status=spent.status,
        email="",
        problem=spent.detail,
        field="",
    )
