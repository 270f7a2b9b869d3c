"""Which row of a file is which stored session (rule 9): by guid, else by id, else by title and time.

A stored session's id never changes meaning. Where a row and the stored session of its id differ in
title and time, or its title is another stored session's, nobody can tell: a person has to.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from chalicelib.domain.conference import Session
from chalicelib.importing.schedule.titles import comparable

Key = Callable[[Session], object]


class Match(StrEnum):
    """What a person says about rows whose id seems to mean another session now."""

    GUID = "guid"
    TITLE = "title"
    ID = "id"


@dataclass(slots=True)
class Matched:
    """`pairs` are the file's sessions with the stored one each is; None is a new one.

    `replaced` are pairs, file and stored, of which a person has to say what they are.
    """

    pairs: list[tuple[Session, Session | None]] = field(default_factory=list)
    replaced: list[tuple[Session, Session]] = field(default_factory=list)


def matched(fresh: Iterable[Session], stored: Iterable[Session], match: Match | None) -> Matched:
    """Map each of the file's sessions to the stored one that it is."""
    work = _Matching(list(fresh), list(stored))
    work.by(lambda session: session.guid or None)
    work.by(_id_and_time)
    if match is Match.TITLE:
        work.by(_title_and_time)
        work.by(_title)
        work.by(_known_id, unless=_another)
    elif match is Match.ID:
        work.by(_known_id)
    elif match is Match.GUID:
        work.by(_known_id, unless=_another)
    else:
        work.by(_known_id, unless=work.another_meaning)
    work.by(_title_and_time)
    work.by(_title, only_where=lambda session: not (session.source_id or session.guid))
    found = work.result()
    if match is None:
        found.replaced = work.doubted()
    return found


class _Matching:
    """Pairs sessions key by key; a key that several have on one side matches nothing."""

    def __init__(self, fresh: list[Session], stored: list[Session]) -> None:
        self._fresh, self._stored = fresh, stored
        self._pair: dict[int, Session] = {}
        self._taken: set[str] = set()
        self._doubted: dict[int, Session] = {}
        self._titles: dict[str, set[str]] = defaultdict(set)
        for session in stored:
            self._titles[comparable(session.title)].add(session.id)
        self._fresh_titles = {comparable(session.title) for session in fresh}

    def by(
        self,
        key: Key,
        unless: Callable[[Session, Session], bool] | None = None,
        only_where: Callable[[Session], bool] | None = None,
    ) -> None:
        """Pair what is not paired yet and has the same, unique key."""
        theirs = _unique(
            ((at, s) for at, s in enumerate(self._stored) if s.id not in self._taken), key
        )
        ours = _unique(((at, s) for at, s in enumerate(self._fresh) if at not in self._pair), key)
        for value, at in ours.items():
            session = self._fresh[at]
            found = self._stored[theirs[value]] if value in theirs else None
            if found is None or (only_where is not None and not only_where(session)):
                continue
            if key is _known_id and _other_guid(session, found):
                continue
            if unless is not None and unless(session, found):
                self._doubted[at] = found
                continue
            self._pair[at] = found
            self._taken.add(found.id)

    def another_meaning(self, session: Session, found: Session) -> bool:
        """Whether the id seems to mean another session than the stored one."""
        if comparable(session.title) == comparable(found.title):
            return False
        if session.starts_at != found.starts_at:
            return True
        others = self._titles[comparable(session.title)] - {found.id}
        return bool(others) or comparable(found.title) in self._fresh_titles

    def doubted(self) -> list[tuple[Session, Session]]:
        """Pairs of one id that mean two sessions, as far as can be seen."""
        return [(self._fresh[at], found) for at, found in self._doubted.items()]

    def result(self) -> Matched:
        return Matched([(session, self._pair.get(at)) for at, session in enumerate(self._fresh)])


def _unique(sessions: Iterable[tuple[int, Session]], key: Key) -> dict[object, int]:
    """Where the sessions stand whose key nobody else has."""
    found: dict[object, int] = {}
    several = set()
    for at, session in sessions:
        value = key(session)
        if value is None:
            continue
        if value in found:
            several.add(value)
        found[value] = at
    return {value: at for value, at in found.items() if value not in several}


def _known_id(session: Session) -> object:
    """What the last file called it; a stored session of version 0.1.0 has its own id alone."""
    return session.source_id or (None if session.guid else session.id)


def _id_and_time(session: Session) -> object:
    """Of a file that uses an id several times. Its title has to be the same, too."""
    known = _known_id(session)
    return None if known is None else (known, session.starts_at, comparable(session.title))


def _title(session: Session) -> object:
    return comparable(session.title)


def _title_and_time(session: Session) -> object:
    return comparable(session.title), session.starts_at


def _another(session: Session, found: Session) -> bool:
    return comparable(session.title) != comparable(found.title) and (
        session.starts_at != found.starts_at
    )


def _other_guid(session: Session, found: Session) -> bool:
    """Both have a guid, and these differ: whatever else they share, they are two."""
    return bool(session.guid and found.guid and session.guid != found.guid)


def with_ids(
    pairs: Iterable[tuple[Session, Session | None]], stored: Iterable[Session]
) -> list[Session]:
    """The file's sessions under stored ids; a new one whose id is taken gets another."""
    pairs = list(pairs)
    taken = {session.id for session in stored}
    found = []
    for session, known in pairs:
        if known is not None:
            found.append(replace(session, id=known.id, guid=session.guid or known.guid))
            continue
        identifier = _free(session.id, taken)
        taken.add(identifier)
        found.append(replace(session, id=identifier))
    return found


def _free(identifier: str, taken: set[str]) -> str:
    candidate, number = identifier, 1
    while candidate in taken:
        number += 1
        candidate = f"{identifier[:94]}-{number}"
    return candidate
