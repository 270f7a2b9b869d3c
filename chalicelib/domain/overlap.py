"""Rule 7: two sessions overlap when their times do and both were attended live."""

from collections.abc import Iterable, Mapping
from datetime import date

from chalicelib.domain.conference import Session


def overlapping(selected: Iterable[tuple[Session, date]]) -> list[tuple[str, str]]:
    """Pairs of session ids that overlap, earlier start first; one ending as another starts do not."""
    live = sorted(
        (session for session, attended_on in selected if attended_on == session.day),
        key=lambda session: (session.starts_at, session.id),
    )
    pairs = []
    for position, first in enumerate(live):
        for second in live[position + 1 :]:
            if second.starts_at >= first.ends_at:
                break
            if second.ends_at > second.starts_at:
                pairs.append((first.id, second.id))
    return pairs


def live_overlaps(
    selections: Mapping[str, date], sessions: Iterable[Session]
) -> dict[str, list[str]]:
    """For each session, the ids of the selected ones, attended live, whose times overlap its own."""
    sessions = list(sessions)
    live = [session for session in sessions if selections.get(session.id) == session.day]
    return {
        session.id: [
            other.id
            for other in live
            if other.id != session.id
            and other.starts_at < session.ends_at
            and session.starts_at < other.ends_at
        ]
        for session in sessions
        if selections.get(session.id, session.day) == session.day
    }
