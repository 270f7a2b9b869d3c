"""A ticked session as it is stored, and what became of it since (rules 5 and 9).

Only a date that the attendee chose is kept; any other follows its session. What an import changed
after the tick is told, and moves no tick to another session.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from chalicelib.domain import attended_on as dates
from chalicelib.domain.conference import Session


@dataclass(frozen=True, slots=True)
class Tick:
    """`chosen` is the date the attendee chose (None: the session's own), `seen` the conference's
    revision they ticked it at (0: version 0.1.0, which kept a date for every tick and no revision).
    `recording`: they said that it was one, which counts where the conference asks.
    """

    chosen: date | None = None
    seen: int = 0
    recording: bool = False


def settled(
    ticks: Mapping[str, Tick], sessions: Mapping[str, Session], otherwise: date
) -> dict[str, date]:
    """The attended-on date of each tick. `sessions` are all that are known, withdrawn ones, too.

    A tick whose session is not known has its chosen date, or `otherwise`.
    """
    return {
        session_id: date_of(tick, sessions[session_id])
        if session_id in sessions
        else tick.chosen or otherwise
        for session_id, tick in ticks.items()
    }


def date_of(tick: Tick, session: Session) -> date:
    """The chosen date while it can be the session's, else the session's own."""
    if not is_chosen(tick.chosen, session) or tick.chosen is None:
        return session.day
    return tick.chosen if dates.editable(session) and tick.chosen >= session.day else session.day


def is_chosen(day: date | None, session: Session) -> bool:
    """Whether a date says more than the session does: its days, present and earlier, do not."""
    return day is not None and day != session.day and day not in session.earlier_days


def accepted(
    session: Session, day: date | None, kept: Tick | None, today: date, revision: int
) -> Tick:
    """The tick to store for a session that is sent with a date.

    Raises AttendedOnRefused for a date that cannot be, unless the server sent it: what a page or an
    answer showed before or after an import is taken back.
    """
    if not is_chosen(day, session):
        if kept is not None and not is_chosen(kept.chosen, session):
            return replace(kept, chosen=None) if kept.seen else kept
        return Tick(seen=_seen_with(session, day, revision))
    if kept is not None and day in (kept.chosen, date_of(kept, session)):
        return kept
    first = min(session.earlier_days, default=session.day)
    if day is not None and first <= day < session.day and dates.editable(session):
        return Tick(seen=_seen_with(session, first, revision))  # chosen on a page of before
    return Tick(dates.checked(session, day, today), revision)


def _seen_with(session: Session, day: date | None, revision: int) -> int:
    """The revision of the page that sent this date: an earlier day is from before the session moved."""
    if day is None or day == session.day:
        return revision
    return next((before.revision for before in session.earlier if before.day == day), revision)
