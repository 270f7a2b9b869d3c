"""/v1/account: the password, proof of it, and leaving."""

from datetime import datetime

from chalice.app import Blueprint, Response

from chalicelib.api.routing import bearer_token, signed_in
from chalicelib.api.sign_in import nothing, signed_in_answer
from chalicelib.domain.account import Account
from chalicelib.domain.device import Via
from chalicelib.http.reading import read_body
from chalicelib.http.request import device_of
from chalicelib.services.people import password_change, proof
from chalicelib.services.people.leave import delete

account_security_api = Blueprint(__name__)


@account_security_api.route("/v1/account/password", methods=["PUT"])
@signed_in(account_security_api, takes_proof=True)
def put_password(account: Account, now: datetime, proved_at: datetime | None) -> Response:
    """Change the password: every sign-in ends, and this one goes on under a new token."""
    from chalicelib.api.schemas import PasswordBody

    request = account_security_api.current_request
    body = read_body(PasswordBody, request.raw_body)
    if body.current_password is None:
        proof.require(proved_at, now)
    else:
        # Not noted with the token: the change ends it.
        password_change.confirm_password(account, body.current_password, "current_password", now)
    device = device_of(request, Via.BEARER)
    return signed_in_answer(
        password_change.change_password(account, body.new_password, now, device)
    )


@account_security_api.route("/v1/account/proof", methods=["POST"])
@signed_in(account_security_api)
def post_proof(account: Account, now: datetime) -> Response:
    """Prove that it is the person: good for ten minutes, for the token that asks."""
    from chalicelib.api.schemas import ProofBody

    request = account_security_api.current_request
    body = read_body(ProofBody, request.raw_body)
    proof.prove(account, bearer_token(request), body.password, "password", now)
    return nothing()


@account_security_api.route("/v1/account/deletion", methods=["POST"])
@signed_in(account_security_api, takes_proof=True)
def post_deletion(account: Account, now: datetime, proved_at: datetime | None) -> Response:
    """Delete the account."""
    from chalicelib.api.schemas import DeletionBody

    body = read_body(DeletionBody, account_security_api.current_request.raw_body)
    if body.password is None:
        proof.require(proved_at, now)
    else:
        password_change.confirm_password(account, body.password, "password", now)
    delete(account, now, without_owner=body.without_owner)
    return nothing()
