"""/account: name, addresses, and links to further pages."""

from chalice.app import Blueprint, Response

from chalicelib.domain import limits
from chalicelib.services.people import account as service
from chalicelib.web.account_page import account_page, show_after
from chalicelib.web.routing import FORM, Visit, signed_in_page

account_pages = Blueprint(__name__)


@account_pages.route("/account", methods=["GET"])
@signed_in_page(account_pages)
def get_account(visit: Visit) -> Response:
    """The signed-in person's name and addresses."""
    return account_page(visit)


@account_pages.route("/account/name", methods=["POST"], content_types=[FORM])
@signed_in_page(account_pages)
def post_name(visit: Visit) -> Response:
    """Save the name."""
    name = visit.form().one("name")[: limits.TYPED_LENGTH]
    return show_after(visit, "name", lambda: service.rename(visit.account, name))
