"""/v1/account: the person's name, and all that is held about them."""

from datetime import datetime

from chalice.app import Blueprint, Response

from chalicelib.api.account_shapes import account_shape
from chalicelib.api.routing import signed_in
from chalicelib.domain.account import Account
from chalicelib.http.answers import ok
from chalicelib.http.reading import read_body
from chalicelib.services.people import account as service
from chalicelib.services.people.export import export_json

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


@account_api.route("/v1/account/export", methods=["GET"])
@signed_in(account_api)
def get_export(account: Account, now: datetime) -> Response:
    """All that is held about the person."""
    return ok(export_json(account, now))
