"""/verify: the public page of a certificate or record. It is not indexed, and no file is uploaded."""

from chalice.app import Blueprint, Response

from chalicelib.domain.limits import CERTIFICATE_ID_LENGTH
from chalicelib.errors import NotFound
from chalicelib.http.request import network_address
from chalicelib.services.certificates.verify import verify
from chalicelib.services.certificates.verify_record import VerifiedRecord
from chalicelib.web.routing import Visit, page, public_page, redirect
from chalicelib.web.visit import own_path

verify_pages = Blueprint(__name__)


@verify_pages.route("/verify", methods=["GET"])
@public_page(verify_pages)
def get_verify(visit: Visit) -> Response:
    """Ask for an ID, or go to the page of the one typed."""
    typed = visit.query("id").strip()
    path = own_path("/verify/" + "-".join(typed.split()), otherwise="")
    if typed and path:
        return redirect(visit, path)
    return _unindexed(page(visit, "portal/verify-unknown.html", typed=typed, problem=""))


@verify_pages.route("/verify/{certificate_id}", methods=["GET"])
@public_page(verify_pages)
def get_verified(visit: Visit, certificate_id: str) -> Response:
    """What the certificate says and whether it is valid."""
    try:
        found = verify(certificate_id, network_address(visit.request), visit.now)
    except NotFound as unknown:
        return _unindexed(
            page(
                visit,
                "portal/verify-unknown.html",
                status=unknown.status,
                typed=certificate_id[:CERTIFICATE_ID_LENGTH],
                problem=unknown.detail,
            )
        )
    if isinstance(found, VerifiedRecord):
        return _unindexed(page(visit, "portal/verify-record.html", found=found))
    return _unindexed(
        page(
            visit,
            "portal/verify.html",
            certificate=found.certificate,
            snapshot=found.snapshot,
            standing=found.standing,
            reissued_at=found.reissued_at,
        )
    )


def _unindexed(answer: Response) -> Response:
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
