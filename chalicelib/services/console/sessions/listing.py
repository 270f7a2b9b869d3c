"""A conference's sessions as its organizers find them: by title, track, day and credit, in pages."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.conference import Conference, Session
from chalicelib.errors import NotFound
from chalicelib.store.claims import conferences
from chalicelib.store.claims.conferences import StoredConference

PAGE = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; "" finds all. `credit` is "with" or "without"; `gone`: those withdrawn."""

    text: str = ""
    track: str = ""
    day: str = ""
    credit: str = ""
    gone: bool = False

    @property
    def any(self) -> bool:
        """Whether something is left out."""
        return bool(self.text or self.track or self.day or self.credit)


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of what was found, and what can be chosen. `number` counts pages from 1."""

    conference: Conference
    sessions: tuple[Session, ...]
    total: int
    number: int
    pages: int
    tracks: tuple[str, ...]
    days: tuple[date, ...]
    gone: int
    revision: int


def load(conference_id: str) -> StoredConference:
    """The conference with its schedule. Raises NotFound."""
    stored = conferences.load(conference_id)
    if stored is None:
        raise NotFound
    return stored


def listed(stored: StoredConference, wanted: Wanted, number: int = 1) -> Listed:
    """A page; one beyond the last is the last."""
    found = matching(stored, wanted)
    pages = max(1, -(-len(found) // PAGE))
    number = min(max(number, 1), pages)
    return Listed(
        conference=stored.conference,
        sessions=found[(number - 1) * PAGE : number * PAGE],
        total=len(found),
        number=number,
        pages=pages,
        tracks=tuple(sorted({one.track for one in stored.sessions if one.track})),
        days=tuple(sorted({one.day for one in stored.sessions})),
        gone=len(stored.withdrawn),
        revision=stored.revision,
    )


def matching(stored: StoredConference, wanted: Wanted) -> tuple[Session, ...]:
    """What is wanted, in the order of the program."""
    among = stored.withdrawn if wanted.gone else stored.sessions
    found = [session for session in among if _fits(session, wanted)]
    return tuple(sorted(found, key=lambda one: (one.day, one.starts_at, one.title)))


def key_of(session_id: str) -> str:
    """What names a session in an address: ids come from files and may hold anything."""
    return hashlib.sha256(session_id.encode()).hexdigest()[:16]


def one(stored: StoredConference, key: str) -> Session:
    """The session of an address, one that was withdrawn, too. Raises NotFound."""
    return _by_key((*stored.sessions, *stored.withdrawn), key)


def is_gone(stored: StoredConference, session: Session) -> bool:
    """Whether it was withdrawn or cancelled."""
    return any(session.id == known.id for known in stored.withdrawn)


def _by_key(sessions: Iterable[Session], key: str) -> Session:
    for session in sessions:
        if key_of(session.id) == key:
            return session
    raise NotFound


def _fits(session: Session, wanted: Wanted) -> bool:
    text = wanted.text.casefold()
    return (
        (not text or any(text in said.casefold() for said in (session.title, *session.speakers)))
        and (not wanted.track or session.track.casefold() == wanted.track.casefold())
        and (not wanted.day or session.day.isoformat() == wanted.day)
        and (not wanted.credit or session.eligible is (wanted.credit == "with"))
    )
