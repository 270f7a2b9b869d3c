"""Rule 7: two sessions overlap when their times do and both were attended live."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from chalicelib.domain.conference import Session


def overlap(a: Session, b: Session) -> bool:
    """Whether their times cross. One that ends as the other starts does not, nor one of no minutes."""
    return max(a.starts_at, b.starts_at) < min(a.ends_at, b.ends_at)


def overlapping(selected: Iterable[tuple[Session, date]]) -> list[tuple[str, str]]:
    """Pairs of session ids that overlap, both attended live, earlier start first."""
    live = (session for session, attended_on in selected if attended_on == session.day)
    return [(first.id, second.id) for first, second in _pairs(live)]


def live_overlaps(
    selections: Mapping[str, date], sessions: Iterable[Session]
) -> dict[str, list[str]]:
    """For each session, the ids of the selected ones, attended live, whose times overlap its own.

    Sessions that are selected for a later date, as a recording, are left out; the ids are in the
    order of `sessions`.
    """
    live = [s for s in sessions if selections.get(s.id, s.day) == s.day]
    place = {session.id: number for number, session in enumerate(live)}
    found: dict[str, list[str]] = {session.id: [] for session in live}
    for pair in _pairs(live):
        for one, other in (pair, pair[::-1]):
            if other.id in selections:
                found[one.id].append(other.id)
    return {
        session_id: sorted(others, key=place.__getitem__) for session_id, others in found.items()
    }


def _pairs(sessions: Iterable[Session]) -> Iterator[tuple[Session, Session]]:
    """The pairs that overlap, earlier start first: each is compared with what starts before it ends."""
    ordered = sorted(sessions, key=lambda session: (session.starts_at, session.id))
    for position, first in enumerate(ordered):
        for second in ordered[position + 1 :]:
            if second.starts_at >= first.ends_at:
                break
            if overlap(first, second):
                yield first, second
