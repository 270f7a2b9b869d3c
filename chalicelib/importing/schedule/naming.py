"""What a file's sessions are called: their own ids where those name one session, else made ones."""

import hashlib
from collections import Counter
from collections.abc import Iterable

from chalicelib.domain.conference import Session
from chalicelib.domain.text import clean_text
from chalicelib.importing.leaving_out import Tally
from chalicelib.importing.quoting import quoted
from chalicelib.importing.schedule.draft import Entry, renamed
from chalicelib.importing.schedule.titles import comparable


def named(entries: Iterable[Entry], tally: Tally) -> list[Entry]:
    """The entries, each with an id of its own; one that is there twice is a problem of its row.

    The file's id where it stands once, else the guid, else id and start, else made from title,
    start and room.
    """
    entries = list(entries)
    ids = Counter(e.session.source_id for e in entries if e.session.source_id)
    guids = Counter(e.session.guid for e in entries if e.session.guid)
    seen: dict[str, Entry] = {}
    for entry in entries:
        identifier = _name(entry.session, ids, guids)
        first = seen.get(identifier)
        if first is None:
            seen[identifier] = renamed(entry, identifier)
        elif _same(first.session, entry.session):
            tally.leave_taken(
                entry.place, "repeated", f"the same as {first.place}; it counts once."
            )
        else:
            _repeated(entry, first, tally)
    return list(seen.values())


def _name(session: Session, ids: Counter[str], guids: Counter[str]) -> str:
    """A session's id, by what of it is unique in the file."""
    if session.source_id and ids[session.source_id] == 1:
        return usable(session.source_id)
    if session.guid and guids[session.guid] == 1:
        return usable(session.guid)
    if session.source_id or session.guid:
        known = session.source_id or session.guid
        return usable(f"{known}@{session.starts_at:%Y%m%dT%H%M%z}")
    return made(comparable(session.title), f"{session.starts_at.isoformat()} {session.room}")


def usable(identifier: str) -> str:
    """The id as it is where it can be ours, else one made from it."""
    if (
        len(identifier) <= 100
        and "#" not in identifier
        and clean_text(identifier, 101) == identifier
    ):
        return identifier
    return made(identifier)


def made(*parts: str) -> str:
    """An id made from what identifies a session: the same for the same parts."""
    return "s-" + hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:12]


def _same(first: Session, second: Session) -> bool:
    return (first.title, first.starts_at, first.ends_at, first.room, first.speakers) == (
        second.title,
        second.starts_at,
        second.ends_at,
        second.room,
        second.speakers,
    )


def _repeated(entry: Entry, first: Entry, tally: Tally) -> None:
    session = entry.session
    known = session.source_id or session.guid
    what = (
        f"The ID {quoted(known)} is also used by {first.place}."
        if known
        else f"{quoted(session.title)} at this time is also in {first.place}."
    )
    own = tally.findings.of_row(entry.place)
    own.problem(entry.place, "repeated_id", what)
    if tally.skips.bad_rows or entry.place in tally.skips.ids:
        tally.leave_taken(entry.place, "repeated_id", f"{what} Left out.")
        tally.named.add(entry.place)
    else:
        tally.findings.problems.extend(own.problems)
