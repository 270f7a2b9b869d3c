"""What each change by hand comes to, planned from the schedule as it is now; nothing is written."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from chalicelib.domain.conference import Session
from chalicelib.domain.problem import Code, Problem
from chalicelib.errors import Conflict, Invalid
from chalicelib.importing.schedule import by_hand, set_by_hand
from chalicelib.importing.schedule.planned import Plan
from chalicelib.importing.schedule.titles import comparable
from chalicelib.services.console.sessions import form
from chalicelib.services.console.sessions.listing import is_gone, one
from chalicelib.store.claims.conferences import StoredConference

Make = Callable[[StoredConference], Plan]

_OTHER = "Someone else changed this in the meantime. It's now {now}."
_WHICH = (
    "Both title and time are new. Say whether this is still the same session, or another one in its "
    "place."
)
_GONE = "This session was cancelled in the meantime. Put it back before you change it."


@dataclass(frozen=True, slots=True)
class Edit:
    """What a form says of a session, and what it showed before (`was`): only what differs is meant.

    `new_id` names the session that is added; an edit needs one where title and time are both new and
    `meant` is "another" (in its place), not "same".
    """

    values: Mapping[str, str]
    was: Mapping[str, str] = field(default_factory=dict)
    meant: str = ""
    new_id: str = ""


def new_id() -> str:
    """The id of a session that is added by hand: no file's, and there before it is stored."""
    return f"h-{secrets.token_hex(6)}"


def add(asked: Edit) -> Make:
    """Add a session. Raises Invalid; asked twice, the second time changes nothing."""

    def make(stored: StoredConference) -> Plan:
        session = form.read(asked.values, stored.conference, asked.new_id)
        if _is_known(stored, asked.new_id):
            return by_hand.planned(stored, ())
        return by_hand.planned(stored, [set_by_hand.added(session)])

    return make


def edit(session_key: str, asked: Edit) -> Make:
    """Change what the form changed. Raises Invalid naming fields, NotFound, and Conflict."""

    def make(stored: StoredConference) -> Plan:
        session = one(stored, session_key)
        if is_gone(stored, session):
            if asked.meant == "another" and _is_known(stored, asked.new_id):
                return by_hand.planned(stored, ())
            raise Conflict(_GONE)
        changed = _edited(stored, session, asked)
        if not _is_another(session, changed):
            return by_hand.planned(stored, [set_by_hand.marked(changed, session)])
        if asked.meant == "same":
            put = set_by_hand.marked(changed, session)
            return by_hand.planned(stored, [put], replaced=frozenset({session.id}))
        if asked.meant == "another" and asked.new_id:
            other = _in_its_place(changed, asked.new_id)
            return by_hand.planned(stored, [other], frozenset({session.id}))
        raise Invalid([Problem("meant", Code.WHICH_IS_MEANT, _WHICH)])

    return make


def cancel(session_key: str) -> Make:
    """Withdraw a session: it leaves lists, counts and hours, and stays known. Raises NotFound."""

    def make(stored: StoredConference) -> Plan:
        session = one(stored, session_key)
        gone = frozenset() if is_gone(stored, session) else frozenset({session.id})
        return by_hand.planned(stored, (), gone)

    return make


def put_back(session_key: str) -> Make:
    """Have a session again that was cancelled or withdrawn. Raises NotFound."""

    def make(stored: StoredConference) -> Plan:
        session = one(stored, session_key)
        back = [set_by_hand.put_back(session)] if is_gone(stored, session) else []
        return by_hand.planned(stored, back)

    return make


def _is_known(stored: StoredConference, session_id: str) -> bool:
    return any(known.id == session_id for known in (*stored.sessions, *stored.withdrawn))


def _edited(stored: StoredConference, session: Session, asked: Edit) -> Session:
    """The session as it is now, with what the form changed. Raises Invalid."""
    now = form.as_typed(session, stored.conference.policies.credit_types)
    changed = {
        name: value for name, value in asked.values.items() if value != asked.was.get(name, value)
    }
    problems = [
        Problem(
            name,
            Code.CHANGED_MEANWHILE,
            _OTHER.format(now=f"“{now[name]}”" if now[name] else "empty"),
        )
        for name, value in changed.items()
        if name in now and now[name] not in (asked.was[name], value)
    ]
    if problems:
        raise Invalid(problems)
    read = form.read({**now, **changed}, stored.conference, session.id)
    attributes = form.attributes_of(name for name in changed if name in now)
    return replace(session, **{name: getattr(read, name) for name in attributes})


def _is_another(before: Session, after: Session) -> bool:
    """Whether nobody can tell if it still is the same session: its title and time are both new."""
    renamed = comparable(before.title) != comparable(after.title)
    return renamed and before.starts_at != after.starts_at


def _in_its_place(session: Session, session_id: str) -> Session:
    plain = replace(session, id=session_id, guid="", source_id="", earlier=(), by_hand=None)
    return set_by_hand.added(plain)
