"""/v1/account/devices: where the account is signed in."""

from datetime import datetime

from chalice.app import Blueprint, Response

from chalicelib.api.account_shapes import device_shape
from chalicelib.api.routing import bearer_token, signed_in
from chalicelib.api.sign_in import nothing
from chalicelib.domain.account import Account
from chalicelib.http.answers import ok
from chalicelib.services.people import account as service
from chalicelib.services.people.devices import end_device, list_devices

devices_api = Blueprint(__name__)


@devices_api.route("/v1/account/devices", methods=["GET"])
@signed_in(devices_api)
def get_devices(account: Account, now: datetime) -> Response:
    """Where the account is signed in."""
    token = bearer_token(devices_api.current_request)
    return ok({"devices": [device_shape(found) for found in list_devices(account, token, now)]})


@devices_api.route("/v1/account/devices", methods=["DELETE"])
@signed_in(devices_api)
def delete_devices(account: Account, now: datetime) -> Response:
    """End every sign-in, this one too."""
    service.sign_out_everywhere(account)
    return nothing()


@devices_api.route("/v1/account/devices/{device_id}", methods=["DELETE"])
@signed_in(devices_api)
def delete_device(account: Account, now: datetime, device_id: str) -> Response:
    """End one sign-in."""
    end_device(account, device_id)
    return nothing()


@devices_api.route("/v1/account/sign-out-everywhere", methods=["POST"])
@signed_in(devices_api)
def post_sign_out_everywhere(account: Account, now: datetime) -> Response:
    """End every sign-in, this one too."""
    service.sign_out_everywhere(account)
    return nothing()
