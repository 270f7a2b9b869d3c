"""/v1/record: what the account was issued between two dates; /v1/records: the same as PDFs."""

from collections.abc import Mapping
from datetime import datetime

from chalice.app import Blueprint, Response

from chalicelib.api.routing import signed_in
from chalicelib.domain.account import Account
from chalicelib.http.answers import ok
from chalicelib.http.reading import read_body
from chalicelib.http.record_shapes import document_shape, progress_shape
from chalicelib.http.shapes import certificate_shape, credits_shape
from chalicelib.services.certificates.keep_record import get_record as kept_record
from chalicelib.services.certificates.keep_record import keep_record, record_link
from chalicelib.services.certificates.record import record_view

record_api = Blueprint(__name__)


@record_api.route("/v1/record", methods=["GET"])
@signed_in(record_api)
def get_record(account: Account, now: datetime) -> Response:
    """The certificates that stand, oldest first, with their totals."""
    asked: Mapping[str, str] = record_api.current_request.query_params or {}
    view = record_view(account, asked.get("from", ""), asked.get("to", ""), now)
    found, totals = view.record, view.record.totals
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
            "renewals": [progress_shape(each) for each in view.renewals],
            "documents": [document_shape(each) for each in view.kept],
        }
    )


@record_api.route("/v1/records", methods=["POST"])
@signed_in(record_api)
def post_record(account: Account, now: datetime) -> Response:
    """The record of these days as a PDF: the one there is (200 once it is made), or a new one (202)."""
    from chalicelib.api.schemas import RecordBody

    body = read_body(RecordBody, record_api.current_request.raw_body)
    kept = keep_record(account, body.from_, body.to, now)
    return ok(document_shape(kept), 200 if kept.pdf_sha256 else 202)


@record_api.route("/v1/records/{record_id}", methods=["GET"])
@signed_in(record_api)
def get_document(account: Account, now: datetime, record_id: str) -> Response:
    """How far a PDF is."""
    return ok(document_shape(kept_record(account, record_id)))


@record_api.route("/v1/records/{record_id}/pdf", methods=["GET"])
@signed_in(record_api)
def get_document_pdf(account: Account, now: datetime, record_id: str) -> Response:
    """A redirect to the PDF, good for a minute."""
    link = record_link(account, record_id)
    return Response(
        body="", status_code=302, headers={"Location": link, "Cache-Control": "no-store"}
    )
