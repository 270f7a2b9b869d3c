"""/sign-in/passkey: sign in without a password. The form is on the sign-in page."""

from chalice.app import Blueprint, Response

from chalicelib.errors import TooManyRequests, Unauthorized
from chalicelib.http.request import network_address
from chalicelib.services.people import passkey_options, passkeys
from chalicelib.web import signed_out
from chalicelib.web.passkeys import options_answer
from chalicelib.web.routing import FORM, Visit, public_json, public_page
from chalicelib.web.sign_in import sign_in_form, signed_in

sign_in_passkey_pages = Blueprint(__name__)


@sign_in_passkey_pages.route("/sign-in/passkey/challenge", methods=["POST"])
@public_json(sign_in_passkey_pages)
def post_challenge(visit: Visit) -> Response:
    """What a passkey is to sign; the browser asks its person which."""
    network = network_address(visit.request)
    return options_answer(passkey_options.to_sign_in(visit.secret(make=False), network, visit.now))


@sign_in_passkey_pages.route("/sign-in/passkey", methods=["POST"], content_types=[FORM])
@public_page(sign_in_passkey_pages)
def post_sign_in(visit: Visit) -> Response:
    """Sign in, and go where the visitor was going."""
    form, network = visit.form(), network_address(visit.request)
    asked_by = visit.secret(make=False)
    try:
        done = passkeys.sign_in(form.one("passkey"), asked_by, network, visit.now, visit.device())
    except (Unauthorized, TooManyRequests) as refused:
        return sign_in_form(
            visit,
            form.one("next"),
            problem=refused.detail,
            kept=form.one(signed_out.FIELD),
            status=refused.status,
        )
    return signed_in(visit, form, done)
