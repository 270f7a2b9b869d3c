"""/console/{conference}/sessions/credit: credit and format of all that a filter finds, at once."""

from collections.abc import Mapping
from datetime import date

from chalice.app import Response

from chalicelib.services.console.sessions import listing
from chalicelib.services.console.sessions.switch import BUILT_IN, Choice, Switch, breaks, switch
from chalicelib.web.console.routing import Role, Visit, organizer_page, page
from chalicelib.web.console.session_review import Asked, answered
from chalicelib.web.console.session_words import FORMATS
from chalicelib.web.console.sessions import ALL, query_of, wanted_of
from chalicelib.web.forms import Form

CREDIT = f"{ALL}/credit"
_FILTERS = ("q", "track", "day", "credit")
_HOW = ("none", "length", "minutes")


@organizer_page(CREDIT, role=Role.EDITOR)
def get_credit(visit: Visit, conference_id: str) -> Response:
    """The form, for what the address filters."""
    said = {name: visit.query(name) for name in _FILTERS}
    return _form(visit, conference_id, said, Switch(wanted_of(said), no_breaks=True), {}, 200)


@organizer_page(CREDIT, role=Role.EDITOR, method="POST")
def post_credit(visit: Visit, conference_id: str) -> Response:
    """Switch them, once it was reviewed."""
    sent = visit.form()
    said = {name: sent.one(f"only.{name}") for name in _FILTERS}
    types = visit.organizer.chosen.policies.credit_types
    asked = Switch(
        wanted_of(said),
        _choice(sent, BUILT_IN),
        {type_.id: _choice(sent, f"credit.{type_.id}") for type_ in types},
        sent.one("format"),
        "no_breaks" in sent,
    )
    path = f"/console/{conference_id}/sessions"
    return answered(
        visit,
        conference_id,
        Asked(
            switch(asked),
            "switch-credit",
            "Change these sessions?",
            "Save changes",
            f"{path}/credit",
            path,
            "switched",
            lambda problems, status: _form(visit, conference_id, said, asked, problems, status),
        ),
    )


def _choice(sent: Form, field: str) -> Choice:
    how = sent.one(field)
    return Choice(how if how in _HOW else "", sent.one(f"{field}.minutes")[:20])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _form(
    visit: Visit,
    conference_id: str,
    said: Mapping[str, str],
    asked: Switch,
    problems: Mapping[str, str],
    status: int,
) -> Response:
    stored = listing.load(conference_id)
    return page(
        visit,
        "console/session-credit.html",
        status=status,
        found=listing.matching(stored, asked.wanted),
        day=_day(asked.wanted.day),
        breaks=breaks(stored, asked.wanted),
        types=stored.conference.policies.credit_types,
        said=said,
        asked=asked,
        query=query_of(asked.wanted),
        problems=problems,
        formats=FORMATS,
    )
