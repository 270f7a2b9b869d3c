"""/conferences: what can be claimed, and why not the rest."""

from chalice.app import Blueprint, Response

from chalicelib.services.claims.list_conferences import list_conferences
from chalicelib.web.routing import Visit, page, signed_in_page

conferences_pages = Blueprint(__name__)


@conferences_pages.route("/conferences", methods=["GET"])
@signed_in_page(conferences_pages)
def get_conferences(visit: Visit) -> Response:
    """Newest first; below, what is not listed, each with its reason."""
    account = visit.account
    return page(
        visit,
        "portal/conferences.html",
        found=list_conferences(account, visit.now),
        verified=account.verified,
        unverified=[address for address in account.addresses if not address.verified],
    )
