"""/record: what a person was issued between two dates, as a page and as a CSV file."""

from chalice.app import Blueprint, Response

from chalicelib.errors import Invalid
from chalicelib.services.certificates.record import record, record_csv
from chalicelib.web.headers import page_headers
from chalicelib.web.routing import Visit, page, redirect, signed_in_page

record_pages = Blueprint(__name__)


@record_pages.route("/record", methods=["GET"])
@signed_in_page(record_pages)
def get_record(visit: Visit) -> Response:
    """The certificates that stand, oldest first, with their totals."""
    problems: list[str] = []
    try:
        found = record(visit.account, visit.query("from"), visit.query("to"), visit.now)
    except Invalid as invalid:
        problems = [problem.message for problem in invalid.problems]
        found = record(visit.account, "", "", visit.now)
    return page(
        visit,
        "portal/record.html",
        record=found,
        problems=problems,
        status=Invalid.status if problems else 200,
    )


@record_pages.route("/record.csv", methods=["GET"])
@signed_in_page(record_pages)
def get_record_csv(visit: Visit) -> Response:
    """The same as a file for a spreadsheet."""
    try:
        found = record(visit.account, visit.query("from"), visit.query("to"), visit.now)
    except Invalid:
        return redirect(visit, "/record")
    name = f"record-{found.first.isoformat()}-{found.last.isoformat()}.csv"
    headers: dict[str, str | list[str]] = {
        **page_headers(),
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    return Response(body=record_csv(found), headers=headers)
