"""/account/addresses and the links that verify one."""

from chalice.app import Blueprint, Response

from chalicelib.domain import limits
from chalicelib.domain.email_address import InvalidAddress, address_id, normalise
from chalicelib.errors import PortalError
from chalicelib.services.people import addresses, removals
from chalicelib.web.account_page import account_page, show_after
from chalicelib.web.routing import FORM, Visit, page, signed_in_page

addresses_pages = Blueprint(__name__)


@addresses_pages.route("/account/addresses", methods=["POST"], content_types=[FORM])
@signed_in_page(addresses_pages, proven=True)
def post_address(visit: Visit) -> Response:
    """Add an address."""
    typed = visit.form().one("address")[: limits.ADDRESS_LENGTH]
    return show_after(
        visit,
        "sent",
        lambda: addresses.add(visit.account, typed, visit.now),
        at=_id_of(typed),
        address=typed,
    )


@addresses_pages.route(
    "/account/addresses/{address_id}/mail", methods=["POST"], content_types=[FORM]
)
@signed_in_page(addresses_pages)
def post_mail(visit: Visit, address_id: str) -> Response:
    """Send the email again."""
    return show_after(
        visit,
        "sent",
        lambda: addresses.send_again(visit.account, address_id, visit.now),
        at=address_id,
    )


@addresses_pages.route(
    "/account/addresses/{address_id}/code", methods=["POST"], content_types=[FORM]
)
@signed_in_page(addresses_pages)
def post_code(visit: Visit, address_id: str) -> Response:
    """Verify an address by its code."""
    code = visit.form().one("code")[: limits.CODE_LENGTH]
    return show_after(
        visit,
        "verified",
        lambda: addresses.verify_by_code(visit.account, address_id, code, visit.now),
        at=address_id,
    )


@addresses_pages.route(
    "/account/addresses/{address_id}/primary", methods=["POST"], content_types=[FORM]
)
@signed_in_page(addresses_pages, proven=True)
def post_primary(visit: Visit, address_id: str) -> Response:
    """Make an address the primary one."""
    return show_after(
        visit, "primary", lambda: addresses.make_primary(visit.account, address_id), at=address_id
    )


@addresses_pages.route(
    "/account/addresses/{address_id}/remove", methods=["POST"], content_types=[FORM]
)
@signed_in_page(addresses_pages, proven=True)
def post_remove(visit: Visit, address_id: str) -> Response:
    """Remove an address."""
    return show_after(
        visit, "removed", lambda: removals.remove(visit.account, address_id, visit.now)
    )


@addresses_pages.route("/account/verify/{token}", methods=["GET"])
@signed_in_page(addresses_pages)
def get_verify(visit: Visit, token: str) -> Response:
    """The page behind the email's link: it only asks, because email scanners also open links."""
    try:
        address = addresses.look(visit.account, token, visit.now)
    except PortalError as problem:
        return account_page(visit, problem)
    return page(visit, "portal/verify-address.html", address=address, token=token)


@addresses_pages.route("/account/verify/{token}", methods=["POST"], content_types=[FORM])
@signed_in_page(addresses_pages)
def post_verify(visit: Visit, token: str) -> Response:
    """Verify an address by the email's link."""
    return show_after(
        visit,
        "verified",
        lambda: addresses.verify_by_link(visit.account, token, visit.now),
        at=token.partition(".")[0],
    )


def _id_of(typed: str) -> str:
    try:
        return address_id(normalise(typed))
    except InvalidAddress:
        return ""
