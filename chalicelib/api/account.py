"""/v1/account: the person's name, addresses, password, and leaving."""

from datetime import datetime

from chalice.app import Blueprint, Response

from chalicelib.api.routing import bearer_token, signed_in
from chalicelib.api.shapes import account_shape, device_shape
from chalicelib.api.sign_in import nothing, signed_in_answer
from chalicelib.domain.account import Account
from chalicelib.domain.device import Via
from chalicelib.http.answers import ok
from chalicelib.http.reading import read_body
from chalicelib.http.request import device_of, network_address
from chalicelib.services.people import account as service
from chalicelib.services.people import addresses, proof, removals
from chalicelib.services.people.devices import end_device, list_devices
from chalicelib.services.people.export import export_json
from chalicelib.services.people.leave import delete

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
    from chalicelib.api.schemas import NameBody

    body = read_body(NameBody, account_api.current_request.raw_body)
    return ok(account_shape(service.rename(account, body.name)))


@account_api.route("/v1/account/addresses", methods=["POST"])
@signed_in(account_api, proven=True)
def post_address(account: Account, now: datetime) -> Response:
    """Add an address and email it a link and a code."""
    from chalicelib.api.schemas import AddressBody

    body = read_body(AddressBody, account_api.current_request.raw_body)
    added = addresses.add(account, body.address, now)
    return ok(account_shape(added), 202)


@account_api.route("/v1/account/addresses/{address_id}", methods=["DELETE"])
@signed_in(account_api, proven=True)
def delete_address(account: Account, now: datetime, address_id: str) -> Response:
    """Remove an address."""
    return ok(account_shape(removals.remove(account, address_id, now)))


@account_api.route("/v1/account/addresses/{address_id}/mail", methods=["POST"])
@signed_in(account_api)
def post_mail(account: Account, now: datetime, address_id: str) -> Response:
    """Send the email again, with a new link and code."""
    return ok(account_shape(addresses.send_again(account, address_id, now)), 202)


@account_api.route("/v1/account/addresses/{address_id}/verification", methods=["POST"])
@signed_in(account_api)
def post_code(account: Account, now: datetime, address_id: str) -> Response:
    """Verify an address by the code from the email."""
    from chalicelib.api.schemas import CodeBody

    body = read_body(CodeBody, account_api.current_request.raw_body)
    return ok(account_shape(addresses.verify_by_code(account, address_id, body.code, now)))


@account_api.route("/v1/account/verification", methods=["POST"])
@signed_in(account_api)
def post_link(account: Account, now: datetime) -> Response:
    """Verify an address by the link from the email."""
    from chalicelib.api.schemas import LinkBody

    body = read_body(LinkBody, account_api.current_request.raw_body)
    return ok(account_shape(addresses.verify_by_link(account, body.token, now)))


@account_api.route("/v1/account/addresses/{address_id}/primary", methods=["POST"])
@signed_in(account_api, proven=True)
def post_primary(account: Account, now: datetime, address_id: str) -> Response:
    """Make a verified address the first one."""
    return ok(account_shape(addresses.make_primary(account, address_id)))


@account_api.route("/v1/account/password", methods=["PUT"])
@signed_in(account_api, takes_proof=True)
def put_password(account: Account, now: datetime, proved_at: datetime | None) -> Response:
    """Change the password: every sign-in ends, and this one goes on under a new token."""
    from chalicelib.api.schemas import PasswordBody

    request = account_api.current_request
    body = read_body(PasswordBody, request.raw_body)
    if body.current_password is None:
        proof.require(proved_at, now)
    else:
        _prove(account, body.current_password, "current_password", now)
    device = device_of(request, Via.BEARER)
    return signed_in_answer(service.change_password(account, body.new_password, now, device))


@account_api.route("/v1/account/proof", methods=["POST"])
@signed_in(account_api)
def post_proof(account: Account, now: datetime) -> Response:
    """Prove that it is the person: good for ten minutes, for the token that asks."""
    from chalicelib.api.schemas import ProofBody

    body = read_body(ProofBody, account_api.current_request.raw_body)
    _prove(account, body.password, "password", now)
    return nothing()


@account_api.route("/v1/account/devices", methods=["GET"])
@signed_in(account_api)
def get_devices(account: Account, now: datetime) -> Response:
    """Where the account is signed in."""
    token = bearer_token(account_api.current_request)
    return ok({"devices": [device_shape(found) for found in list_devices(account, token, now)]})


@account_api.route("/v1/account/devices", methods=["DELETE"])
@signed_in(account_api)
def delete_devices(account: Account, now: datetime) -> Response:
    """End every sign-in, this one too."""
    service.sign_out_everywhere(account)
    return nothing()


@account_api.route("/v1/account/devices/{device_id}", methods=["DELETE"])
@signed_in(account_api)
def delete_device(account: Account, now: datetime, device_id: str) -> Response:
    """End one sign-in."""
    end_device(account, device_id)
    return nothing()


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
@signed_in(account_api, takes_proof=True)
def post_deletion(account: Account, now: datetime, proved_at: datetime | None) -> Response:
    """Delete the account."""
    from chalicelib.api.schemas import DeletionBody

    body = read_body(DeletionBody, account_api.current_request.raw_body)
    if body.password is None:
        proof.require(proved_at, now)
    else:
        _prove(account, body.password, "password", now)
    delete(account, now)
    return nothing()


def _prove(account: Account, password: str, field: str, now: datetime) -> None:
    """Take a password given in place as proof."""
    request = account_api.current_request
    proof.prove(account, bearer_token(request), password, field, network_address(request), now)
