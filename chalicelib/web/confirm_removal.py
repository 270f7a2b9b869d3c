"""/confirm-removal/{token}: from an address that was there long before, so that a removal is final."""

from chalice.app import Blueprint, Response

from chalicelib.http.request import network_address
from chalicelib.services.people import removal_links
from chalicelib.web.routing import FORM, Visit, page, public_page

confirm_removal_pages = Blueprint(__name__)


@confirm_removal_pages.route("/confirm-removal/{token}", methods=["GET"])
@public_page(confirm_removal_pages)
def get_confirm(visit: Visit, token: str) -> Response:
    """It only asks, since mail scanners open links, too."""
    found = removal_links.look(token, network_address(visit.request), visit.now)
    return _page(visit, found.removed, token)


@confirm_removal_pages.route("/confirm-removal/{token}", methods=["POST"], content_types=[FORM])
@public_page(confirm_removal_pages)
def post_confirm(visit: Visit, token: str) -> Response:
    """From now on the address can't be put back."""
    found = removal_links.confirm(token, network_address(visit.request), visit.now)
    return _page(visit, found.removed)


def _page(visit: Visit, removed: str, token: str | None = None) -> Response:
    return page(visit, "portal/confirm-removal.html", removed=removed, token=token)
