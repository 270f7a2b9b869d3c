"""/v1/sign-in and /v1/sign-out."""

from datetime import UTC, datetime

from chalice.app import Blueprint, Response

from chalicelib.api.routing import bearer_token, ok, public, signed_in
from chalicelib.api.schemas import SignInBody, read_body
from chalicelib.api.shapes import account_shape
from chalicelib.domain.account import Account
from chalicelib.services import sign_in as service

sign_in_api = Blueprint(__name__)


@sign_in_api.route("/v1/sign-in", methods=["POST"])
@public
def sign_in() -> Response:
    """A token for an email address and a password."""
    body = read_body(SignInBody, sign_in_api.current_request.raw_body)
    done = service.sign_in(body.email, body.password, datetime.now(UTC))
    return ok(
        {
            "token": done.token,
            "expires_at": done.expires_at.isoformat(),
            "account": account_shape(done.account),
        }
    )


@sign_in_api.route("/v1/sign-out", methods=["POST"])
@signed_in(sign_in_api)
def sign_out(account: Account, now: datetime) -> Response:
    """End the sign-in of the token that asks."""
    service.sign_out(bearer_token(sign_in_api.current_request))
    return Response(body="", status_code=204, headers={"Cache-Control": "no-store"})
