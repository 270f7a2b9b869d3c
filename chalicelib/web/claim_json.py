"""What the claim page's script calls: the same services as its form, without a reload."""

from chalice.app import Blueprint, Response

from chalicelib.http.answers import ok
from chalicelib.http.bodies import ClaimBody, GenerateBody, read_body
from chalicelib.http.claim_answers import round_answer, stale_answer
from chalicelib.http.shapes import claim_shape
from chalicelib.services.certificates.generate import generate
from chalicelib.services.claims.save_claim import StaleVersion, save_claim
from chalicelib.web.routing import Visit, signed_in_json

claim_json = Blueprint(__name__)


@claim_json.route("/conferences/{conference_id}/claim", methods=["PUT"])
@signed_in_json(claim_json)
def put_claim(visit: Visit, conference_id: str) -> Response:
    """Replace the selection, as `PUT /v1/conferences/{id}/claim` does."""
    body = read_body(ClaimBody, visit.request.raw_body)
    requested = [selection.requested() for selection in body.selections]
    try:
        _, summary = save_claim(visit.account, conference_id, body.version, requested, visit.now)
    except StaleVersion as stale:
        return stale_answer(stale)
    return ok(claim_shape(summary))


@claim_json.route("/conferences/{conference_id}/certificates", methods=["POST"])
@signed_in_json(claim_json)
def post_certificate(visit: Visit, conference_id: str) -> Response:
    """Generate Certificate, as `POST /v1/conferences/{id}/certificates` does."""
    body = read_body(GenerateBody, visit.request.raw_body)
    try:
        done = generate(visit.account, conference_id, body.name, body.version, visit.now)
    except StaleVersion as stale:
        return stale_answer(stale)
    return round_answer(done)
