"""/reset-password: a first sign-in without a password, and a forgotten one."""

from chalice.app import Blueprint, Response

from chalicelib.domain import limits
from chalicelib.errors import Invalid, TooManyRequests, Unavailable
from chalicelib.http.request import network_address
from chalicelib.services.people import reset_password as service
from chalicelib.web.at_fields import at_fields
from chalicelib.web.routing import FORM, Visit, page, public_page

reset_password_pages = Blueprint(__name__)


@reset_password_pages.route("/reset-password", methods=["GET"])
@public_page(reset_password_pages)
def get_reset(visit: Visit) -> Response:
    """The form that asks for a link."""
    return page(visit, "portal/reset-password.html", email="", problem="", field="")


@reset_password_pages.route("/reset-password", methods=["POST"], content_types=[FORM])
@public_page(reset_password_pages)
def post_reset(visit: Visit) -> Response:
    """Email a link; the same page for every address."""
    email = visit.form().one("email")[: limits.ADDRESS_LENGTH]
    try:
        service.ask(email, network_address(visit.request), visit.now)
    except (Invalid, TooManyRequests, Unavailable) as refused:
        made = page(
            visit,
            "portal/reset-password.html",
            status=refused.status,
            email=email,
            problem=refused.detail,
            field=next(iter(at_fields(refused)), ""),
        )
        made.headers.update(refused.headers)
        return made
    return page(visit, "portal/reset-password-sent.html", email=email)
