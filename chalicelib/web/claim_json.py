"""What the claim page's script calls: the same services as its form, without a reload."""

from chalice.app import Blueprint, Response

from chalicelib.domain.open_conference import summarize
from chalicelib.http.answers import ok
from chalicelib.http.claim_answers import round_answer, stale_answer
from chalicelib.http.reading import read_body
from chalicelib.http.shapes import claim_shape
from chalicelib.services.certificates.generate import generate
from chalicelib.services.claims.open_conference import open_conference
from chalicelib.services.claims.save_claim import StaleVersion, save_claim
from chalicelib.web.routing import Visit, signed_in_json

claim_json = Blueprint(__name__)


@claim_json.route("/conferences/{conference_id}/claim", methods=["PUT"])
@signed_in_json(claim_json)
def put_claim(visit: Visit, conference_id: str) -> Response:
    """Replace the selection, as `PUT /v1/conferences/{id}/claim` does."""
    from chalicelib.http.bodies import ClaimBody

    body = read_body(ClaimBody, visit.request.raw_body)
    requested = [selection.requested() for selection in body.selections]
    try:
        opened = open_conference(visit.account, conference_id, visit.now)
        saved = save_claim(opened, body.version, requested, visit.now)
    except StaleVersion as stale:
        return stale_answer(stale)
    return ok(claim_shape(summarize(saved)))


@claim_json.route("/conferences/{conference_id}/certificates", methods=["POST"])
@signed_in_json(claim_json)
def post_certificate(visit: Visit, conference_id: str) -> Response:
    """Generate Certificate, as `POST /v1/conferences/{id}/certificates` does."""
    from chalicelib.http.bodies import GenerateBody

    body = read_body(GenerateBody, visit.request.raw_body)
    try:
        opened = open_conference(visit.account, conference_id, visit.now)
        done = generate(opened, body.name, body.version, visit.now, body.license)
    except StaleVersion as stale:
        return stale_answer(stale)
    return round_answer(done)
