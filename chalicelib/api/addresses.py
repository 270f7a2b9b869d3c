"""/v1/account/addresses: add, verify, prefer and remove."""

from datetime import datetime

from chalice.app import Blueprint, Response

from chalicelib.api.account_shapes import account_shape
from chalicelib.api.routing import signed_in
from chalicelib.domain.account import Account
from chalicelib.http.answers import ok
from chalicelib.http.reading import read_body
from chalicelib.services.people import addresses, removals

addresses_api = Blueprint(__name__)


@addresses_api.route("/v1/account/addresses", methods=["POST"])
@signed_in(addresses_api, proven=True)
def post_address(account: Account, now: datetime) -> Response:
    """Add an address and email it a link and a code."""
    from chalicelib.api.schemas import AddressBody

    body = read_body(AddressBody, addresses_api.current_request.raw_body)
    return ok(account_shape(addresses.add(account, body.address, now)), 202)


@addresses_api.route("/v1/account/addresses/{address_id}", methods=["DELETE"])
@signed_in(addresses_api, proven=True)
def delete_address(account: Account, now: datetime, address_id: str) -> Response:
    """Remove an address."""
    return ok(account_shape(removals.remove(account, address_id, now)))


@addresses_api.route("/v1/account/addresses/{address_id}/mail", methods=["POST"])
@signed_in(addresses_api)
def post_mail(account: Account, now: datetime, address_id: str) -> Response:
    """Send the email again, with a new link and code."""
    return ok(account_shape(addresses.send_again(account, address_id, now)), 202)


@addresses_api.route("/v1/account/addresses/{address_id}/verification", methods=["POST"])
@signed_in(addresses_api)
def post_code(account: Account, now: datetime, address_id: str) -> Response:
    """Verify an address by the code from the email."""
    from chalicelib.api.schemas import CodeBody

    body = read_body(CodeBody, addresses_api.current_request.raw_body)
    return ok(account_shape(addresses.verify_by_code(account, address_id, body.code, now)))


@addresses_api.route("/v1/account/verification", methods=["POST"])
@signed_in(addresses_api)
def post_link(account: Account, now: datetime) -> Response:
    """Verify an address by the link from the email."""
    from chalicelib.api.schemas import LinkBody

    body = read_body(LinkBody, addresses_api.current_request.raw_body)
    return ok(account_shape(addresses.verify_by_link(account, body.token, now)))


@addresses_api.route("/v1/account/addresses/{address_id}/primary", methods=["POST"])
@signed_in(addresses_api, proven=True)
def post_primary(account: Account, now: datetime, address_id: str) -> Response:
    """Make a verified address the first one."""
    return ok(account_shape(addresses.make_primary(account, address_id)))
