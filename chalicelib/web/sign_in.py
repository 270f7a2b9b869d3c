"""/, /sign-in, /sign-out."""

from chalice.app import Blueprint, Response

from chalicelib.domain import limits
from chalicelib.errors import TooManyRequests, Unauthorized
from chalicelib.http.request import network_address
from chalicelib.services.people import new_sign_in
from chalicelib.services.people import sign_in as service
from chalicelib.web import cookies, signed_out
from chalicelib.web.forms import Form
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
    return sign_in_form(visit, visit.query("next"), ended=visit.query("ended"))


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
            visit,
            form.one("next"),
            email=email,
            problem=refused.detail,
            kept=form.one(signed_out.FIELD),
            status=refused.status,
        )
    return signed_in(visit, form, done)


@sign_in_pages.route("/sign-out", methods=["POST"], content_types=[FORM])
@public_page(sign_in_pages)
def post_sign_out(visit: Visit) -> Response:
    """End the sign-in of this browser."""
    if visit.token:
        new_sign_in.sign_out(visit.token, visit.form().one("account")[: limits.PARAMETER_LENGTH])
    visit.set_cookies.append(cookies.no_sign_in_cookie())
    return redirect(visit, "/sign-in")


def signed_in(visit: Visit, form: Form, done: new_sign_in.SignedIn) -> Response:
    """On to where the visitor was going, or to a form that was not sent yet."""
    visit.set_cookies.append(cookies.sign_in_cookie(done.token))
    if kept := signed_out.kept_fields(form):
        visit.token, visit.who = done.token, done.account
        return signed_out.offer_to_send(visit, own_path(form.one("next")), kept)
    return redirect(visit, own_path(form.one("next")))


def sign_in_form(
    visit: Visit,
    next_path: str,
    *,
    email: str = "",
    problem: str = "",
    kept: str = "",
    ended: str = "",
    status: int = 200,
) -> Response:
    """The sign-in page, with what went wrong; `ended` says how a sign-in ended, if one did."""
    return page(
        visit,
        "portal/sign-in.html",
        status=status,
        next_path=own_path(next_path),
        email=email,
        problem=problem,
        ended=ended,
        unsaved=False,
        kept=kept,
    )
