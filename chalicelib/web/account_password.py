"""/account/password."""

from chalice.app import Blueprint, Response

from chalicelib.domain.password import MIN_LENGTH
from chalicelib.errors import Conflict, Invalid
from chalicelib.services.people import password_change
from chalicelib.web import cookies
from chalicelib.web.proof_form import Refusal, with_refusal
from chalicelib.web.routing import FORM, Visit, redirect, signed_in_page

account_password_pages = Blueprint(__name__)


@account_password_pages.route("/account/password", methods=["GET"])
@signed_in_page(account_password_pages)
def get_password(visit: Visit) -> Response:
    """The form to change the password."""
    return _password_form(visit)


@account_password_pages.route("/account/password", methods=["POST"], content_types=[FORM])
@signed_in_page(account_password_pages, proven=True)
def post_password(visit: Visit) -> Response:
    """Change the password; this browser continues with a new token."""
    form = visit.form()
    # After asking for proof again: no page repeats a password.
    if "password" not in form:
        return _password_form(visit)
    try:
        done = password_change.change_password(
            visit.account, form.one("password"), visit.now, visit.device()
        )
    except (Invalid, Conflict) as refused:
        return _password_form(visit, refused)
    visit.set_cookies.append(cookies.sign_in_cookie(done.token))
    return redirect(visit, "/account", query="done=changed")


def _password_form(visit: Visit, refused: Refusal | None = None) -> Response:
    return with_refusal(visit, "portal/account-password.html", refused, min_length=MIN_LENGTH)
