"""/healthz: whether the function starts with its settings, and its release; it asks nothing of AWS."""

from chalice.app import Blueprint, Response

from chalicelib.api.routing import public
from chalicelib.http.answers import ok
from chalicelib.settings import settings

health_api = Blueprint(__name__)


@health_api.route("/healthz", methods=["GET"])
@public
def healthz() -> Response:
    """Always the same answer while the portal runs."""
    version, _, commit = settings().release.partition("+")
    return ok({"status": "ok", "version": version, "commit": commit})
