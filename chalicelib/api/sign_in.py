"""/v1/sign-in and /v1/sign-out."""

from datetime import UTC, datetime

from chalice.app import Blueprint, Response

from chalicelib.api.account_shapes import account_shape
from chalicelib.api.routing import bearer_token, public, signed_in
from chalicelib.domain.account import Account
from chalicelib.domain.device import Via
from chalicelib.http.answers import ok
from chalicelib.http.reading import read_body
from chalicelib.http.request import device_of, network_address
from chalicelib.services.people import new_sign_in
from chalicelib.services.people import sign_in as service

sign_in_api = Blueprint(__name__)


@sign_in_api.route("/v1/sign-in", methods=["POST"])
@public
def sign_in() -> Response:
    """A token for an email address and a password."""
    from chalicelib.api.schemas import SignInBody

    request = sign_in_api.current_request
    body = read_body(SignInBody, request.raw_body)
    network, device = network_address(request), device_of(request, Via.BEARER)
    return signed_in_answer(
        service.sign_in(body.email, body.password, network, datetime.now(UTC), device)
    )


def signed_in_answer(done: new_sign_in.SignedIn) -> Response:
    """A new sign-in: the token is in this answer and nowhere else."""
    return ok(
        {
            "token": done.token,
            "expires_at": done.expires_at.isoformat(),
            "account": account_shape(done.account),
        }
    )


def nothing() -> Response:
    """Done, with nothing to say."""
    return Response(body="", status_code=204, headers={"Cache-Control": "no-store"})


@sign_in_api.route("/v1/sign-out", methods=["POST"])
@signed_in(sign_in_api)
def sign_out(account: Account, now: datetime) -> Response:
    """End the sign-in of the token that asks."""
    new_sign_in.sign_out(bearer_token(sign_in_api.current_request), account.id)
    return nothing()
