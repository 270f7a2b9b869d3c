"""Credit and format of many sessions at once: those of a track, a day, or any filter."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from chalicelib.domain.conference import Conference, Format, Session
from chalicelib.domain.problem import Code, Problem
from chalicelib.domain.session_length import counted_length
from chalicelib.errors import Invalid
from chalicelib.importing import values
from chalicelib.importing.problems import BadValue
from chalicelib.importing.schedule import by_hand, set_by_hand
from chalicelib.importing.schedule.planned import Plan
from chalicelib.services.console.sessions.form import CREDIT
from chalicelib.services.console.sessions.listing import Wanted, matching
from chalicelib.services.console.sessions.plans import Make
from chalicelib.store.claims.conferences import StoredConference

STAY, NONE, LENGTH, MINUTES = "", "none", "length", "minutes"
BUILT_IN = "contact_minutes"
Minutes = Callable[[Session], int]


@dataclass(frozen=True, slots=True)
class Choice:
    """What becomes of one credit: STAY, NONE, LENGTH (of each session), or MINUTES as typed."""

    how: str = STAY
    minutes: str = ""


@dataclass(frozen=True, slots=True)
class Switch:
    """What becomes of the sessions that are wanted. `credits` are choices by credit type.

    `format` is a Format's value or "" (stays). `no_breaks` leaves alone what looks like no session.
    """

    wanted: Wanted
    contact: Choice = Choice()
    credits: Mapping[str, Choice] = field(default_factory=dict)
    format: str = ""
    no_breaks: bool = False


def switch(asked: Switch) -> Make:
    """Switch them. Raises Invalid for minutes that are none, and where nothing is chosen."""

    def make(stored: StoredConference) -> Plan:
        found = [one for one in matching(stored, asked.wanted) if not _left_out(one, asked)]
        given = _given(asked, stored.conference)
        put = [_switched(session, asked, given) for session in found]
        marked = [set_by_hand.marked(new, old) for new, old in zip(put, found, strict=True)]
        return by_hand.planned(
            stored, [new for new, old in zip(marked, found, strict=True) if new != old]
        )

    return make


def breaks(stored: StoredConference, wanted: Wanted) -> tuple[str, ...]:
    """Titles of what is wanted and looks like a break, a meal, registration or an exhibition."""
    found = (one.title for one in matching(stored, wanted) if _no_session(one.title))
    return tuple(dict.fromkeys(found))


def _left_out(session: Session, asked: Switch) -> bool:
    return asked.no_breaks and _no_session(session.title)


def _no_session(title: str) -> bool:
    # Its expression takes longer to compile than most modules to load.
    from chalicelib.importing.schedule.no_session import looks_like_no_session

    return looks_like_no_session(title)


def _given(asked: Switch, conference: Conference) -> dict[str, Minutes]:
    """By credit, what each session gets; credits that stay are left out."""
    known = {one.id for one in conference.policies.credit_types}
    choices = {BUILT_IN: asked.contact} | {
        f"{CREDIT}{name}": choice for name, choice in asked.credits.items() if name in known
    }
    problems: list[Problem] = []
    found = {
        field: _minutes(field, choice, problems)
        for field, choice in choices.items()
        if choice.how != STAY
    }
    if not found and asked.format not in tuple(Format):
        problems.append(Problem("", Code.NOTHING_CHOSEN, "Choose what to change."))
    if problems:
        raise Invalid(problems)
    return found


def _minutes(field: str, choice: Choice, problems: list[Problem]) -> Minutes:
    if choice.how == LENGTH:
        return counted_length
    if choice.how == NONE:
        return lambda session: 0
    try:
        minutes = values.whole_minutes(values.contact_minutes(choice.minutes))
    except BadValue as problem:
        problems.append(Problem(field, problem.code, f"{problem}."))
        return lambda session: 0
    return lambda session: minutes


def _switched(session: Session, asked: Switch, given: Mapping[str, Minutes]) -> Session:
    earns = dict(session.credits)
    for name, minutes in given.items():
        if name == BUILT_IN:
            session = replace(session, contact_minutes=minutes(session))
        else:
            earns[name.removeprefix(CREDIT)] = minutes(session)
    held = tuple((name, minutes) for name, minutes in earns.items() if minutes)
    session = replace(session, credits=held)
    if asked.format in tuple(Format):
        session = replace(session, format=Format(asked.format))
    return session
