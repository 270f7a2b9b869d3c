"""/certificates: every one ever issued, each as a page, its progress, its PDF, sent again."""

from chalice.app import Blueprint, Response

from chalicelib.errors import Conflict, NotReady
from chalicelib.services.certificates import own_certificates as service
from chalicelib.web.linked_in import linked_in
from chalicelib.web.progress import progress
from chalicelib.web.routing import FORM, Visit, page, redirect, signed_in_page

certificates_pages = Blueprint(__name__)

_SAYS = {
    "sending": "We're sending it again.",
    "wait": "It is being sent or was just sent. Wait a minute, then send it again.",
    "nowhere": "None of your addresses can receive email right now, so nothing was sent. Download the "
    "PDF here, or check your addresses on the Account page.",
    "revoked": "This certificate was revoked, so it can't be sent again.",
    "failed": "It couldn't be sent. Generate it again on the conference's page.",
    "making": "The PDF is still being made. It will be here in a few seconds.",
}


@certificates_pages.route("/certificates", methods=["GET"])
@signed_in_page(certificates_pages)
def get_certificates(visit: Visit) -> Response:
    """Newest first."""
    views = service.list_certificates(visit.account)
    shown = [(view.certificate, progress(view, visit.now)) for view in views]
    return page(visit, "portal/certificates.html", certificates=shown)


@certificates_pages.route("/certificates/{certificate_id}", methods=["GET"])
@signed_in_page(certificates_pages)
def get_certificate(visit: Visit, certificate_id: str) -> Response:
    """What it says, how far it is, and which one supersedes it."""
    view = service.get_certificate(visit.account, certificate_id)
    return page(
        visit,
        "portal/certificate.html",
        certificate=view.certificate,
        progress=progress(view, visit.now),
        snapshot=service.get_snapshot(visit.account, certificate_id),
        linked_in=linked_in,
        says=_SAYS.get(visit.query("says"), ""),
    )


@certificates_pages.route("/certificates/{certificate_id}/progress", methods=["GET"])
@signed_in_page(certificates_pages)
def get_progress(visit: Visit, certificate_id: str) -> Response:
    """The part of the page that changes, for the script that asks again and again."""
    view = service.get_certificate(visit.account, certificate_id)
    return page(
        visit,
        "portal/progress.html",
        certificate=view.certificate,
        progress=progress(view, visit.now),
    )


@certificates_pages.route("/certificates/{certificate_id}/pdf", methods=["GET"])
@signed_in_page(certificates_pages)
def get_pdf(visit: Visit, certificate_id: str) -> Response:
    """To the PDF, by an address made at the click."""
    try:
        link = service.pdf_link(visit.account, certificate_id)
    except NotReady:
        return redirect(visit, f"/certificates/{certificate_id}", query="says=making")
    return Response(
        body="", status_code=302, headers={"Location": link, "Cache-Control": "no-store"}
    )


@certificates_pages.route("/certificates/{certificate_id}", methods=["POST"], content_types=[FORM])
@signed_in_page(certificates_pages)
def post_certificate(visit: Visit, certificate_id: str) -> Response:
    """Send it again."""
    try:
        done = service.send_again(visit.account, certificate_id, visit.now)
        says = "wait" if not done.started else "sending" if done.deliveries else "nowhere"
    except Conflict as conflict:
        says = conflict.code
    return redirect(visit, f"/certificates/{certificate_id}", query=f"says={says}")
