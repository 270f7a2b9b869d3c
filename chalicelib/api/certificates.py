"""/v1/certificates: list, look, send again, download."""

from datetime import datetime

from chalice.app import Blueprint, Response

from chalicelib.api.routing import signed_in
from chalicelib.domain.account import Account
from chalicelib.http.answers import ok
from chalicelib.http.claim_answers import round_answer
from chalicelib.http.shapes import certificate_shape
from chalicelib.services.certificates import own_certificates as service

certificates_api = Blueprint(__name__)


@certificates_api.route("/v1/certificates", methods=["GET"])
@signed_in(certificates_api)
def get_certificates(account: Account, now: datetime) -> Response:
    """Every certificate of the account, newest first."""
    views = service.list_certificates(account)
    shapes = [certificate_shape(view.certificate, view.deliveries) for view in views]
    return ok({"certificates": shapes})


@certificates_api.route("/v1/certificates/{certificate_id}", methods=["GET"])
@signed_in(certificates_api)
def get_certificate(account: Account, now: datetime, certificate_id: str) -> Response:
    """One certificate with its deliveries."""
    view = service.get_certificate(account, certificate_id)
    return ok(certificate_shape(view.certificate, view.deliveries))


@certificates_api.route("/v1/certificates/{certificate_id}/rounds", methods=["POST"])
@signed_in(certificates_api)
def post_round(account: Account, now: datetime, certificate_id: str) -> Response:
    """Send it again."""
    return round_answer(service.send_again(account, certificate_id, now))


@certificates_api.route("/v1/certificates/{certificate_id}/pdf", methods=["GET"])
@signed_in(certificates_api)
def get_pdf(account: Account, now: datetime, certificate_id: str) -> Response:
    """A redirect to the PDF, good for a minute."""
    link = service.pdf_link(account, certificate_id)
    return Response(
        body="", status_code=302, headers={"Location": link, "Cache-Control": "no-store"}
    )
