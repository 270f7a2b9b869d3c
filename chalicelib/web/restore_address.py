"""/restore-address/{token}: where the email about a removed address leads."""

from chalice.app import Blueprint, Response

from chalicelib.errors import NotFound
from chalicelib.http.request import network_address
from chalicelib.services.people import restore_address as service
from chalicelib.web import cookies
from chalicelib.web.routing import FORM, Visit, page, public_page, redirect

restore_address_pages = Blueprint(__name__)


@restore_address_pages.route("/restore-address/{token}", methods=["GET"])
@public_page(restore_address_pages)
def get_restore(visit: Visit, token: str) -> Response:
    """It only asks, since mail scanners open links, too."""
    found = service.look(token, network_address(visit.request), visit.now)
    return page(visit, "portal/restore-address.html", shown=found.shown, token=token)


@restore_address_pages.route("/restore-address/{token}", methods=["POST"], content_types=[FORM])
@public_page(restore_address_pages)
def post_restore(visit: Visit, token: str) -> Response:
    """Put it back, and go on to a new password."""
    try:
        link = service.restore(token, network_address(visit.request), visit.now)
    except NotFound:
        if visit.token:
            visit.set_cookies.append(cookies.no_sign_in_cookie())
        raise
    visit.set_cookies.append(cookies.no_sign_in_cookie())
    return redirect(visit, f"/set-password/{link}")
