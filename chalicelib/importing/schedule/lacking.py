"""Stored sessions that a file lacks: which of them stay."""

from chalicelib.domain.conference import Session
from chalicelib.importing.leaving_out import Tally
from chalicelib.importing.schedule.changes import Before


def staying(
    before: Before, there: frozenset[str], tally: Tally, *, prune: bool, take_file: bool
) -> tuple[Session, ...]:
    """The stored sessions that the file lacks and that stay: all of them unless it prunes.

    A row that was left out is no proof that its session is gone, and one that was put in by hand
    needs no row.
    """
    absent = [session for session in before.sessions if session.id not in there]
    if not prune:
        return tuple(absent)
    return tuple(
        session
        for session in absent
        if {session.id, session.guid, session.source_id} & tally.left_names
        or (session.by_hand and session.by_hand.put_in and not take_file)
    )
