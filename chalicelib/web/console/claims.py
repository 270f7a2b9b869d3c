"""/console/{conference}/claims: who claimed, what became of it, by session and by day."""

from chalice.app import Response

from chalicelib.domain.limits import PARAMETER_LENGTH
from chalicelib.services.console import claims
from chalicelib.web.console import claims_words as words
from chalicelib.web.console.claims_chart import HEIGHT, charts
from chalicelib.web.console.routing import Role, Visit, organizer_page, page

CLAIMS = "/console/{conference_id}/claims"


@organizer_page(CLAIMS, role=Role.READER)
def get_claims(visit: Visit, conference_id: str) -> Response:
    """A page of people, those of a filter or all."""
    which = words.which_of(visit.query("which"))
    after = visit.query("after")[:PARAMETER_LENGTH]
    return page(
        visit,
        "console/claims.html",
        conference=visit.organizer.chosen,
        table=claims.table(conference_id, which, after),
        which=which,
        first=not after,
        words=words,
    )


@organizer_page(f"{CLAIMS}/addresses", role=Role.READER)
def get_addresses(visit: Visit, conference_id: str) -> Response:
    """The addresses of a filter, to copy, a hundred people a page."""
    which = words.which_of(visit.query("which"))
    after = visit.query("after")[:PARAMETER_LENGTH]
    found = claims.addresses(conference_id, which, after, visit.organizer.by(), visit.now)
    return page(
        visit,
        "console/claims-addresses.html",
        found=found,
        which=which,
        first=not after,
        words=words,
    )


@organizer_page(f"{CLAIMS}/sessions", role=Role.READER)
def get_sessions(visit: Visit, conference_id: str) -> Response:
    """How many ticked each session, and how many certificates have it."""
    return page(visit, "console/claims-sessions.html", counts=claims.by_session(conference_id))


@organizer_page(f"{CLAIMS}/days", role=Role.READER)
def get_days(visit: Visit, conference_id: str) -> Response:
    """What was claimed, issued and delivered, as bars and as a table."""
    found = claims.overview(visit.organizer.chosen)
    return page(
        visit,
        "console/claims-days.html",
        figures=found.figures,
        periods=found.periods,
        charts=charts(found.periods),
        height=HEIGHT,
        words=words,
    )
