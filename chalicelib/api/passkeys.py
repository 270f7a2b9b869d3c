"""/v1/account/passkeys: look, name, remove. They are added, and used, where a browser is."""

from datetime import datetime

from chalice.app import Blueprint, Response

from chalicelib.api.account_shapes import passkey_shape
from chalicelib.api.routing import signed_in
from chalicelib.api.sign_in import nothing
from chalicelib.domain.account import Account
from chalicelib.http.answers import ok
from chalicelib.http.reading import read_body
from chalicelib.services.people import passkeys as service
from chalicelib.services.people.account import reload

passkeys_api = Blueprint(__name__)


@passkeys_api.route("/v1/account/passkeys", methods=["GET"])
@signed_in(passkeys_api)
def get_passkeys(account: Account, now: datetime) -> Response:
    """The account's passkeys."""
    return ok({"passkeys": [passkey_shape(held) for held in account.passkeys]})


@passkeys_api.route("/v1/account/passkeys/{passkey_id}", methods=["PATCH"])
@signed_in(passkeys_api, proven=True)
def patch_passkey(account: Account, now: datetime, passkey_id: str) -> Response:
    """Name one anew."""
    from chalicelib.api.schemas import PasskeyBody

    body = read_body(PasskeyBody, passkeys_api.current_request.raw_body)
    service.rename(account, passkey_id, body.name)
    return ok(passkey_shape(service.by_id(reload(account), passkey_id)))


@passkeys_api.route("/v1/account/passkeys/{passkey_id}", methods=["DELETE"])
@signed_in(passkeys_api, proven=True)
def delete_passkey(account: Account, now: datetime, passkey_id: str) -> Response:
    """Remove one; no sign-in ends."""
    service.remove(account, passkey_id)
    return nothing()
