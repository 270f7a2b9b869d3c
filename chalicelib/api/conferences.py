"""/v1/conferences: list, look, save the claim, generate."""

from datetime import datetime

from chalice.app import Blueprint, Response

from chalicelib.api.routing import signed_in
from chalicelib.api.shapes import conference_shape, conferences_shape
from chalicelib.domain.account import Account
from chalicelib.domain.open_conference import summarize
from chalicelib.http.answers import ok
from chalicelib.http.claim_answers import round_answer, stale_answer
from chalicelib.http.reading import read_body
from chalicelib.http.shapes import claim_shape
from chalicelib.services.certificates.generate import generate
from chalicelib.services.claims.list_conferences import list_conferences
from chalicelib.services.claims.open_conference import open_conference
from chalicelib.services.claims.save_claim import StaleVersion, save_claim

conferences_api = Blueprint(__name__)


@conferences_api.route("/v1/conferences", methods=["GET"])
@signed_in(conferences_api)
def get_conferences(account: Account, now: datetime) -> Response:
    """What can be claimed, and why not the rest."""
    return ok(conferences_shape(list_conferences(account, now)))


@conferences_api.route("/v1/conferences/{conference_id}", methods=["GET"])
@signed_in(conferences_api)
def get_conference(account: Account, now: datetime, conference_id: str) -> Response:
    """The program as the account may claim it."""
    return ok(conference_shape(open_conference(account, conference_id, now)))


@conferences_api.route("/v1/conferences/{conference_id}/claim", methods=["PUT"])
@signed_in(conferences_api)
def put_claim(account: Account, now: datetime, conference_id: str) -> Response:
    """Replace the selection."""
    from chalicelib.http.bodies import ClaimBody

    body = read_body(ClaimBody, conferences_api.current_request.raw_body)
    requested = [selection.requested() for selection in body.selections]
    try:
        opened = open_conference(account, conference_id, now)
        saved = save_claim(opened, body.version, requested, now)
    except StaleVersion as stale:
        return stale_answer(stale)
    return ok(claim_shape(summarize(saved)))


@conferences_api.route("/v1/conferences/{conference_id}/certificates", methods=["POST"])
@signed_in(conferences_api)
def post_certificate(account: Account, now: datetime, conference_id: str) -> Response:
    """Generate Certificate."""
    from chalicelib.http.bodies import GenerateBody

    body = read_body(GenerateBody, conferences_api.current_request.raw_body)
    try:
        opened = open_conference(account, conference_id, now)
        done = generate(opened, body.name, body.version, now, body.license)
    except StaleVersion as stale:
        return stale_answer(stale)
    return round_answer(done)
