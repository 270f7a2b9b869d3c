"""/console/{conference}/sessions: the schedule as its organizers look through it, and one session."""

from collections.abc import Mapping
from urllib.parse import urlencode

from chalice.app import Response

from chalicelib.domain.limits import LABEL_LENGTH
from chalicelib.services.console.sessions import change, form, listing, plans, who_has
from chalicelib.services.console.sessions.listing import Wanted
from chalicelib.web.console.import_words import line
from chalicelib.web.console.routing import Role, Visit, organizer_page, page
from chalicelib.web.console.session_words import CHANGES, DONE, FORMATS

ALL = "/console/{conference_id}/sessions"
ONE = f"{ALL}/{{session_key}}"
_FILTERS = ("q", "track", "day", "credit")


@organizer_page(ALL, role=Role.READER)
def get_sessions(visit: Visit, conference_id: str) -> Response:
    """Find sessions by title, speaker, track, day and credit."""
    return shown(visit, conference_id)


@organizer_page(f"{ALL}/new", role=Role.EDITOR)
def get_new(visit: Visit, conference_id: str) -> Response:
    """The form of a session that no file has."""
    conference = visit.organizer.chosen
    values = dict.fromkeys(form.fields_of(conference), "") | {
        "date": conference.starts_on.isoformat(),
        "format": "in_person",
    }
    return form_page(visit, conference_id, values, session_id=plans.new_id())


@organizer_page(ONE, role=Role.READER)
def get_session(visit: Visit, conference_id: str, session_key: str) -> Response:
    """One session, who selected it, and the form that changes it."""
    return one_page(visit, conference_id, session_key)


def shown(visit: Visit, conference_id: str, problem: str = "", status: int = 200) -> Response:
    """The list, as its address filters it."""
    stored = listing.load(conference_id)
    wanted = wanted_of({name: visit.query(name) for name in (*_FILTERS, "gone")})
    return page(
        visit,
        "console/sessions.html",
        status=status,
        listed=listing.listed(stored, wanted, _number(visit.query("page"))),
        wanted=wanted,
        query=query_of(wanted),
        last=change.undoable(stored),
        key_of=listing.key_of,
        kinds=CHANGES,
        in_words=line,
        formats=FORMATS,
        done=DONE.get(visit.query("done"), ""),
        problem=problem,
    )


def one_page(
    visit: Visit,
    conference_id: str,
    session_key: str,
    changed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    """One session with what was typed already, and what is wrong with that."""
    stored = listing.load(conference_id)
    session = listing.one(stored, session_key)
    was = form.as_typed(session, stored.conference.policies.credit_types)
    return page(
        visit,
        "console/session.html",
        status=status,
        session=session,
        session_key=session_key,
        gone=listing.is_gone(stored, session),
        holders=who_has.holders(conference_id, [session.id]),
        types=stored.conference.policies.credit_types,
        was=was,
        values={**was, **(changed or {})},
        problems=problems or {},
        new_id=plans.new_id(),
        formats=FORMATS,
        done=DONE.get(visit.query("done"), ""),
    )


def form_page(
    visit: Visit,
    conference_id: str,
    values: Mapping[str, str],
    *,
    session_id: str,
    problems: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    """The form of a new session."""
    return page(
        visit,
        "console/session-new.html",
        status=status,
        types=visit.organizer.chosen.policies.credit_types,
        values=values,
        session_id=session_id,
        problems=problems or {},
        formats=FORMATS,
    )


def wanted_of(said: Mapping[str, str]) -> Wanted:
    """What a query or a form asks for; anything a page of ours does not offer finds all."""
    credit = said.get("credit", "")
    return Wanted(
        text=said.get("q", "")[:LABEL_LENGTH].strip(),
        track=said.get("track", "")[:LABEL_LENGTH],
        day=said.get("day", "")[:10],
        credit=credit if credit in ("with", "without") else "",
        gone=bool(said.get("gone")),
    )


def query_of(wanted: Wanted) -> str:
    """The same as a query."""
    said = {
        "q": wanted.text,
        "track": wanted.track,
        "day": wanted.day,
        "credit": wanted.credit,
        "gone": "yes" if wanted.gone else "",
    }
    return urlencode({name: value for name, value in said.items() if value})


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 1
