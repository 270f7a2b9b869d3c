"""/, /sign-in, /sign-out."""

from chalice.app import Blueprint, Response

from chalicelib.domain import limits
from chalicelib.errors import TooManyRequests, Unauthorized
from chalicelib.http.request import network_address
from chalicelib.services.people import sign_in as service
from chalicelib.web import cookies
from chalicelib.web.routing import FORM, Visit, page, public_page, redirect
from chalicelib.web.visit import own_path

sign_in_pages = Blueprint(__name__)
# What the /v1 schema allows; nothing longer is an address or a password.


@sign_in_pages.route("/", methods=["GET"])
@public_page(sign_in_pages)
def get_start(visit: Visit) -> Response:
    """To the conferences; from there to sign-in where needed."""
    return redirect(visit, "/conferences" if visit.token else "/sign-in")


@sign_in_pages.route("/sign-in", methods=["GET"])
@public_page(sign_in_pages)
def get_sign_in(visit: Visit) -> Response:
    """The sign-in form."""
    return sign_in_form(visit, visit.query("next"), ended=bool(visit.query("ended")))


@sign_in_pages.route("/sign-in", methods=["POST"], content_types=[FORM])
@public_page(sign_in_pages)
def post_sign_in(visit: Visit) -> Response:
    """Sign in, and go where the visitor was going."""
    form = visit.form()
    email = form.one("email")[: limits.ADDRESS_LENGTH]
    password = form.one("password")[: limits.PASSWORD_LENGTH]
    try:
        done = service.sign_in(
            email, password, network_address(visit.request), visit.now, visit.device()
        )
    except (Unauthorized, TooManyRequests) as refused:
        return sign_in_form(
            visit, form.one("next"), email=email, problem=refused.detail, status=refused.status
        )
    visit.set_cookies.append(cookies.sign_in_cookie(done.token))
    return redirect(visit, own_path(form.one("next")))


@sign_in_pages.route("/sign-out", methods=["POST"], content_types=[FORM])
@public_page(sign_in_pages)
def post_sign_out(visit: Visit) -> Response:
    """End the sign-in of this browser."""
    if visit.token:
        service.sign_out(visit.token)
    visit.set_cookies.append(cookies.no_sign_in_cookie())
    return redirect(visit, "/sign-in")


def sign_in_form(
    visit: Visit,
    next_path: str,
    *,
    email: str = "",
    problem: str = "",
    ended: bool = False,
    status: int = 200,
) -> Response:
    """The sign-in page, with what went wrong."""
    return page(
        visit,
        "portal/sign-in.html",
        status=status,
        next_path=own_path(next_path),
        email=email,
        problem=problem,
        ended=ended,
    )
