"""/v1/access: a first sign-in without a password, and a forgotten one."""

from datetime import UTC, datetime

from chalice.app import Blueprint, Response

from chalicelib.api.routing import public
from chalicelib.api.sign_in import signed_in_answer
from chalicelib.domain.device import Via
from chalicelib.http.answers import ok
from chalicelib.http.reading import read_body
from chalicelib.http.request import device_of, network_address
from chalicelib.services.people import reset_password as service
from chalicelib.services.people import set_password

reset_password_api = Blueprint(__name__)


@reset_password_api.route("/v1/access", methods=["POST"])
@public
def post_access() -> Response:
    """Email a link to choose a password; the same answer for every address."""
    from chalicelib.api.schemas import AccessBody

    request = reset_password_api.current_request
    body = read_body(AccessBody, request.raw_body)
    service.ask(body.email, network_address(request), datetime.now(UTC))
    return ok({"message": service.ASKED}, 202)


@reset_password_api.route("/v1/access/password", methods=["POST"])
@public
def post_password() -> Response:
    """Choose a password with the link's token, once, and be signed in."""
    from chalicelib.api.schemas import ChoosePasswordBody

    request = reset_password_api.current_request
    body = read_body(ChoosePasswordBody, request.raw_body)
    return signed_in_answer(
        set_password.set_password(
            body.token,
            body.password,
            body.name,
            network_address(request),
            datetime.now(UTC),
            device_of(request, Via.BEARER),
        )
    )
