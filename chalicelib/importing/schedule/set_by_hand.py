"""What organizers set by hand, when a file comes afterwards: it stays, and the plan says so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

from chalicelib.domain.by_hand import ByHand
from chalicelib.domain.conference import Session
from chalicelib.importing.schedule.changes import FIELDS, Before, named, shown

TIME = "time"
_TIMES = ("day", "starts_at", "ends_at")
_ALWAYS = ("title", TIME, "format", "contact_minutes")  # of a session that was added by hand
_GROUPS: Mapping[str, tuple[str, ...]] = {
    name: _TIMES if name == TIME else (name,)
    for name in dict.fromkeys(TIME if name in _TIMES else name for name in FIELDS)
}


@dataclass(frozen=True, slots=True)
class Kept:
    """The file's sessions with what stays as it was set, and a line for each that stays otherwise."""

    sessions: list[Session]
    lines: tuple[str, ...]


def as_in_file(sessions: Iterable[Session]) -> tuple[Session, ...]:
    """Stored sessions as the last file had them: by this its rows are known."""
    return tuple(_as_in_file(session) for session in sessions)


def kept(before: Before, fresh: Iterable[Session], *, take_file: bool) -> Kept:
    """What a file's sessions, under stored ids, come to. `take_file`: nothing stays, as asked."""
    known = {session.id: session for session in (*before.withdrawn, *before.sessions)}
    found, lines = [], []
    for session in fresh:
        stored = known.get(session.id)
        mark = stored.by_hand if stored else None
        if stored is None or mark is None or take_file:
            found.append(session)
        elif mark.cancelled:
            lines.append(f"{named(stored)}: stays cancelled; the file has it")
        else:
            settled = _with_kept(session, stored, mark)
            found.append(settled)
            lines += _told(session, settled, mark)
    return Kept(found, tuple(lines))


def marked(session: Session, before: Session) -> Session:
    """A session that was changed by hand, with the mark that says what was."""
    mark = before.by_hand or ByHand()
    changed = [
        group
        for group, names in _GROUPS.items()
        if _values(session, names) != _values(before, names)
    ]
    if not changed:
        return session
    mark = replace(mark, fields=tuple(dict.fromkeys((*mark.fields, *changed))))
    if not mark.put_in or before.source_id or before.guid:
        mark = _remembering(mark, _as_in_file(before), session)
    return replace(session, by_hand=mark)


def added(session: Session) -> Session:
    """A session that was added by hand: all that it says stays."""
    plain = {one.name: one.default for one in fields(Session)}
    said = [name for name in _GROUPS if name not in plain or getattr(session, name) != plain[name]]
    return replace(session, by_hand=ByHand(tuple(dict.fromkeys((*_ALWAYS, *said))), put_in=True))


def cancelled(session: Session) -> Session:
    """A session that was cancelled by hand."""
    return replace(session, by_hand=replace(session.by_hand or ByHand(), cancelled=True))


def put_back(session: Session) -> Session:
    """A session that was cancelled by hand, or withdrawn by an import, and put back by hand."""
    mark = session.by_hand or ByHand()
    put_in = mark.put_in or not mark.cancelled
    plain = replace(mark, cancelled=False, put_in=put_in)
    return replace(session, by_hand=None if plain == ByHand() else plain)


def _as_in_file(session: Session) -> Session:
    mark = session.by_hand
    if mark is None:
        return session
    return replace(
        session,
        title=mark.title or session.title,
        starts_at=mark.starts_at or session.starts_at,
    )


def _remembering(mark: ByHand, in_file: Session, session: Session) -> ByHand:
    """The mark with what the file calls a session, and when it has it start, where that differs."""
    return replace(
        mark,
        title=in_file.title if in_file.title != session.title else "",
        starts_at=in_file.starts_at if in_file.starts_at != session.starts_at else None,
    )


def _with_kept(session: Session, stored: Session, mark: ByHand) -> Session:
    names = [name for group in mark.fields for name in _GROUPS.get(group, ())]
    settled = replace(session, **{name: getattr(stored, name) for name in names})
    # The file has it now: what a later file lacks can be withdrawn again.
    return replace(settled, by_hand=_remembering(replace(mark, put_in=False), session, settled))


def _told(session: Session, settled: Session, mark: ByHand) -> list[str]:
    """One line where something stays that the file has otherwise."""
    differing = [
        f"{FIELDS[name]} {shown(getattr(settled, name))} (the file has "
        f"{shown(getattr(session, name))})"
        for group in mark.fields
        for name in _GROUPS.get(group, ())
        if getattr(settled, name) != getattr(session, name)
    ]
    return [f"{named(settled)}: {'; '.join(differing)}"] if differing else []


def _values(session: Session, names: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(getattr(session, name) for name in names)
