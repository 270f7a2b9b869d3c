"""/help, and what every mistyped address comes to."""

from chalice.app import Blueprint, Response

from chalicelib.errors import NotFound
from chalicelib.web.routing import Visit, page, public_page

help_pages = Blueprint(__name__)


@help_pages.route("/help", methods=["GET"])
@public_page(help_pages)
def get_help(visit: Visit) -> Response:
    """The portal's own answers."""
    return page(visit, "portal/help.html")


@help_pages.route("/{unknown}", methods=["GET"])
@public_page(help_pages)
def get_unknown(visit: Visit, unknown: str) -> Response:
    """A page where the gateway would answer in a program's words."""
    raise NotFound
