"""/help, /privacy, /accessibility, and the page for every mistyped address."""

from chalice.app import Blueprint, Response

from chalicelib.domain.retention import KEPT_YEARS
from chalicelib.errors import NotFound
from chalicelib.web.routing import Visit, page, public_page

help_pages = Blueprint(__name__)


@help_pages.route("/help", methods=["GET"])
@public_page(help_pages)
def get_help(visit: Visit) -> Response:
    """The portal's own answers; `?for=organizers` has the guide that the console links to."""
    if visit.query("for") == "organizers":
        from chalicelib.web.guide import organizers_guide

        return page(visit, "portal/organizers.html", guide=organizers_guide(visit.url))
    return page(visit, "portal/help.html")


@help_pages.route("/privacy", methods=["GET"])
@public_page(help_pages)
def get_privacy(visit: Visit) -> Response:
    """What is held of a person, why and how long."""
    return page(visit, "portal/privacy.html", kept_years=KEPT_YEARS)


@help_pages.route("/accessibility", methods=["GET"])
@public_page(help_pages)
def get_accessibility(visit: Visit) -> Response:
    """What was tested, what was not, and how to reach a person."""
    return page(visit, "portal/accessibility.html")


@help_pages.route("/{unknown}", methods=["GET"])
@public_page(help_pages)
def get_unknown(visit: Visit, unknown: str) -> Response:
    """A page instead of the gateway's own JSON."""
    raise NotFound
