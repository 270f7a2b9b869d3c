"""/v1/account: the person's name, addresses, password, and leaving."""

from datetime import datetime

from chalice.app import Blueprint, Response

from chalicelib.api.routing import signed_in
from chalicelib.api.schemas import (
    AddressBody,
    CodeBody,
    DeletionBody,
    LinkBody,
    NameBody,
    PasswordBody,
)
from chalicelib.api.shapes import account_shape
from chalicelib.api.sign_in import nothing, signed_in_answer
from chalicelib.domain.account import Account
from chalicelib.http.answers import ok
from chalicelib.http.bodies import read_body
from chalicelib.http.request import network_address
from chalicelib.services.people import account as service
from chalicelib.services.people import addresses
from chalicelib.services.people.export import export_json
from chalicelib.services.people.leave import leave

account_api = Blueprint(__name__)


@account_api.route("/v1/account", methods=["GET"])
@signed_in(account_api)
def get_account(account: Account, now: datetime) -> Response:
    """The signed-in account."""
    return ok(account_shape(account))


@account_api.route("/v1/account", methods=["PATCH"])
@signed_in(account_api)
def patch_account(account: Account, now: datetime) -> Response:
    """Set the name that new certificates print."""
    body = read_body(NameBody, account_api.current_request.raw_body)
    return ok(account_shape(service.rename(account, body.name)))


@account_api.route("/v1/account/addresses", methods=["POST"])
@signed_in(account_api)
def post_address(account: Account, now: datetime) -> Response:
    """Add an address and email it a link and a code."""
    request = account_api.current_request
    body = read_body(AddressBody, request.raw_body)
    added = addresses.add(account, body.address, network_address(request), now)
    return ok(account_shape(added), 202)


@account_api.route("/v1/account/addresses/{address_id}", methods=["DELETE"])
@signed_in(account_api)
def delete_address(account: Account, now: datetime, address_id: str) -> Response:
    """Remove an address."""
    return ok(account_shape(addresses.remove(account, address_id)))


@account_api.route("/v1/account/addresses/{address_id}/mail", methods=["POST"])
@signed_in(account_api)
def post_mail(account: Account, now: datetime, address_id: str) -> Response:
    """Send the email again, with a new link and code."""
    network = network_address(account_api.current_request)
    return ok(account_shape(addresses.send_again(account, address_id, network, now)), 202)


@account_api.route("/v1/account/addresses/{address_id}/verification", methods=["POST"])
@signed_in(account_api)
def post_code(account: Account, now: datetime, address_id: str) -> Response:
    """Verify an address by the code from the email."""
    body = read_body(CodeBody, account_api.current_request.raw_body)
    return ok(account_shape(addresses.verify_by_code(account, address_id, body.code, now)))


@account_api.route("/v1/account/verification", methods=["POST"])
@signed_in(account_api)
def post_link(account: Account, now: datetime) -> Response:
    """Verify an address by the link from the email."""
    body = read_body(LinkBody, account_api.current_request.raw_body)
    return ok(account_shape(addresses.verify_by_link(account, body.token, now)))


@account_api.route("/v1/account/addresses/{address_id}/primary", methods=["POST"])
@signed_in(account_api)
def post_primary(account: Account, now: datetime, address_id: str) -> Response:
    """Make a verified address the first one."""
    return ok(account_shape(addresses.make_primary(account, address_id)))


@account_api.route("/v1/account/password", methods=["PUT"])
@signed_in(account_api)
def put_password(account: Account, now: datetime) -> Response:
    """Change the password: every sign-in ends, and this one goes on under a new token."""
    body = read_body(PasswordBody, account_api.current_request.raw_body)
    return signed_in_answer(
        service.change_password(account, body.current_password, body.new_password, now)
    )


@account_api.route("/v1/account/sign-out-everywhere", methods=["POST"])
@signed_in(account_api)
def post_sign_out_everywhere(account: Account, now: datetime) -> Response:
    """End every sign-in, this one too."""
    service.sign_out_everywhere(account)
    return nothing()


@account_api.route("/v1/account/export", methods=["GET"])
@signed_in(account_api)
def get_export(account: Account, now: datetime) -> Response:
    """All that is held about the person."""
    return ok(export_json(account, now))


@account_api.route("/v1/account/deletion", methods=["POST"])
@signed_in(account_api)
def post_deletion(account: Account, now: datetime) -> Response:
    """Delete the account."""
    body = read_body(DeletionBody, account_api.current_request.raw_body)
    leave(account, body.password, now)
    return nothing()
