"""/v1/record: what the account was issued between two dates."""

from collections.abc import Mapping
from datetime import datetime

from chalice.app import Blueprint, Response

from chalicelib.api.routing import signed_in
from chalicelib.domain.account import Account
from chalicelib.http.answers import ok
from chalicelib.http.shapes import certificate_shape, credits_shape
from chalicelib.services.certificates.record import record

record_api = Blueprint(__name__)


@record_api.route("/v1/record", methods=["GET"])
@signed_in(record_api)
def get_record(account: Account, now: datetime) -> Response:
    """The certificates that stand, oldest first, with their totals."""
    asked: Mapping[str, str] = record_api.current_request.query_params or {}
    found = record(account, asked.get("from", ""), asked.get("to", ""), now)
    totals = found.totals
    return ok(
        {
            "from": found.first.isoformat(),
            "to": found.last.isoformat(),
            "certificates": [certificate_shape(one, ()) for one in found.certificates],
            "totals": {
                "contact_minutes": totals.contact_minutes,
                "contact_hours": str(totals.contact_hours),
                "ceus": str(totals.ceus),
                "credits": credits_shape(totals.credits),
            },
        }
    )
