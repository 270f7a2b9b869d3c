"""/healthz: whether the function starts with its settings; it asks nothing of AWS."""

from chalice.app import Blueprint, Response

from chalicelib.api.routing import public
from chalicelib.http.answers import ok

health_api = Blueprint(__name__)


@health_api.route("/healthz", methods=["GET"])
@public
def healthz() -> Response:
    """Always the same answer while the portal runs."""
    return ok({"status": "ok"})
