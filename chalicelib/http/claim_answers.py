"""What saving a claim and Generate answer, to the app and to the page's script alike."""

from chalice.app import Response

from chalicelib.domain.open_conference import summarize
from chalicelib.http.answers import ok
from chalicelib.http.problems import problem
from chalicelib.http.shapes import certificate_shape, claim_shape
from chalicelib.services.certificates.rounds import Generated
from chalicelib.services.claims.save_claim import StaleVersion


def round_answer(done: Generated) -> Response:
    """202 where a round was opened, 200 where it answers with the one there is."""
    body = certificate_shape(done.certificate, done.deliveries)
    body["recipients"] = [delivery.address for delivery in done.deliveries]
    body["message"] = (
        ""
        if done.deliveries
        else "None of your addresses can receive email now. Download the certificate instead."
    )
    return ok(body, 202 if done.started else 200)


def stale_answer(stale: StaleVersion) -> Response:
    """409 with the claim as it stands, so that the caller can merge and try again."""
    current = claim_shape(summarize(stale.current))
    claim, asked = stale.current.claim, stale.current.said
    current["selections"] = [
        {"session_id": session_id, "attended_on": day.isoformat()}
        | ({"attended_as": asked[session_id]} if session_id in asked else {})
        for session_id, day in claim.selections.items()
    ]
    stale.extra = {"claim": current}
    return problem(stale)
