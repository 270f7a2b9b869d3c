"""/record: what a person was issued between two dates, as a page, a CSV file and a PDF."""

from chalice.app import Blueprint, Response

from chalicelib.errors import Conflict, Invalid, NotReady, PortalError, TooManyRequests
from chalicelib.services.certificates.keep_record import keep_record, record_link
from chalicelib.services.certificates.record import record, record_view
from chalicelib.services.certificates.record_csv import record_csv
from chalicelib.web.at_fields import at_fields
from chalicelib.web.headers import page_headers
from chalicelib.web.routing import FORM, Visit, page, redirect, signed_in_page

record_pages = Blueprint(__name__)

_SHOWN = 10  # of the records made as PDFs, the newest
_SAYS = {
    "asked": "Your PDF is being made. It will be here in a few seconds: refresh this page.",
    "making": "The PDF is still being made. Refresh this page in a few seconds.",
    "ready": "This PDF was made before, and nothing has changed since. Download it below.",
    "renewals": "Your renewals were saved.",
    "failed": "This PDF could not be made. Make it again.",
}


@record_pages.route("/record", methods=["GET"])
@signed_in_page(record_pages)
def get_record(visit: Visit) -> Response:
    """The certificates that stand, oldest first, with their totals."""
    try:
        return _page(visit, visit.query("from"), visit.query("to"))
    except Invalid as invalid:
        return _page(visit, "", "", invalid, (visit.query("from"), visit.query("to")))


@record_pages.route("/record", methods=["POST"], content_types=[FORM])
@signed_in_page(record_pages)
def post_record(visit: Visit) -> Response:
    """Make a PDF of it, which is frozen and has an address of its own."""
    form = visit.form()
    try:
        kept = keep_record(visit.account, form.one("from"), form.one("to"), visit.now)
    except (Conflict, TooManyRequests) as refused:
        return _page(visit, form.one("from"), form.one("to"), refused)
    except Invalid as refused:
        return _page(visit, "", "", refused, (form.one("from"), form.one("to")))
    span = f"from={kept.first.isoformat()}&to={kept.last.isoformat()}"
    return redirect(
        visit, "/record", query=f"{span}&says={'ready' if kept.pdf_sha256 else 'asked'}"
    )


@record_pages.route("/record/{record_id}/pdf", methods=["GET"])
@signed_in_page(record_pages)
def get_record_pdf(visit: Visit, record_id: str) -> Response:
    """To the PDF, by an address made at the click."""
    try:
        link = record_link(visit.account, record_id)
    except (NotReady, Conflict) as problem:
        says = "making" if isinstance(problem, NotReady) else "failed"
        return redirect(visit, "/record", query=f"says={says}")
    return Response(
        body="", status_code=302, headers={"Location": link, "Cache-Control": "no-store"}
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


def _page(
    visit: Visit,
    first: str,
    last: str,
    refused: PortalError | None = None,
    typed: tuple[str, str] = ("", ""),
) -> Response:
    view = record_view(visit.account, first, last, visit.now)
    return page(
        visit,
        "portal/record.html",
        record=view.record,
        kept=view.kept[:_SHOWN],
        asked_on=view.asked_on,
        renewals=view.renewals,
        says=_SAYS.get(visit.query("says"), ""),
        wrong=at_fields(refused),
        typed=typed,
        status=refused.status if refused else 200,
    )
