"""Rule 7: two sessions overlap when their times do and both were attended live."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from chalicelib.domain.conference import Session


def overlap(a: Session, b: Session) -> bool:
    """Whether their times cross. One that ends as the other starts does not, nor one of no minutes."""
    crossing = a.starts_at < b.ends_at and b.starts_at < a.ends_at
    return crossing and a.starts_at < a.ends_at and b.starts_at < b.ends_at


def overlapping(selected: Iterable[tuple[Session, date]]) -> list[tuple[str, str]]:
    """Pairs of session ids that overlap, both attended live, earlier start first."""
    live = sorted(
        (session for session, attended_on in selected if attended_on == session.day),
        key=lambda session: (session.starts_at, session.id),
    )
    pairs = []
    for position, first in enumerate(live):
        for second in live[position + 1 :]:
            if second.starts_at >= first.ends_at:
                break
            if overlap(first, second):
                pairs.append((first.id, second.id))
    return pairs


def live_overlaps(
    selections: Mapping[str, date], sessions: Iterable[Session], recordings: Collection[str] = ()
) -> dict[str, list[str]]:
    """For each session, the ids of the selected ones, attended live, whose times overlap its own.

    Sessions that are selected for a later date or said to be `recordings` are left out; the ids are
    in the order of `sessions`.
    """
    live = [s for s in sessions if selections.get(s.id, s.day) == s.day and s.id not in recordings]
    ordered = sorted(live, key=lambda session: session.starts_at)
    starts = [session.starts_at for session in ordered]
    longest = max((session.ends_at - session.starts_at for session in live), default=timedelta(0))
    found: dict[str, list[str]] = {session.id: [] for session in live}
    for other in live:
        if other.id not in selections:
            continue
        # What starts earlier than the longest session is long has ended when this one starts.
        near = slice(
            bisect_left(starts, other.starts_at - longest), bisect_left(starts, other.ends_at)
        )
        for session in ordered[near]:
            if session.id != other.id and overlap(session, other):
                found[session.id].append(other.id)
    return found
