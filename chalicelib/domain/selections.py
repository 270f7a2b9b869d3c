"""A selection as it is asked for, checked session by session."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from chalicelib.domain import attended_on as dates
from chalicelib.domain.attended_as import AttendedAsRefused, said
from chalicelib.domain.certificate import AttendedAs
from chalicelib.domain.conference import Session
from chalicelib.domain.eligibility import Claimable
from chalicelib.domain.problem import Code, Problem
from chalicelib.domain.reasons import sentence
from chalicelib.domain.tick import Tick, accepted


@dataclass(frozen=True, slots=True)
class Requested:
    """One selection of a request. `given` tells a date left out from one that was cleared.

    `attended_as` is what was said of it (None: left out).
    """

    session_id: str
    attended_on: date | None = None
    given: bool = False
    attended_as: AttendedAs | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What was saved before, the dates it is shown with, and the revision of the schedule now.

    `sessions` are all that are known by id, withdrawn ones, too. `asks_live`: people say which they
    attended live.
    """

    ticks: Mapping[str, Tick] = field(default_factory=dict)
    shown: Mapping[str, date] = field(default_factory=dict)
    sessions: Mapping[str, Session] = field(default_factory=dict)
    revision: int = 0
    asks_live: bool = False

    def unchanged(self, request: Requested) -> bool:
        """Whether a request sends back what the server sent, now or before an import."""
        was = self.ticks[request.session_id]
        session = self.sessions.get(request.session_id)
        sent = {None, was.chosen, self.shown.get(request.session_id)}
        if session is not None:
            sent |= {session.day, *session.earlier_days}
        return request.attended_on in sent


def check_selections(
    requested: Iterable[Requested],
    claimable: Mapping[str, Claimable],
    kept: Kept,
    today: date,
) -> tuple[dict[str, Tick], list[Problem]]:
    """What to store, and every bad selection by name.

    A date left out means the session's, a cleared one deselects. A session that was selected
    before and has become unclaimable may stay as it was, flagged (rule 9).
    """
    selections: dict[str, Tick] = {}
    problems: list[Problem] = []
    seen: set[str] = set()
    for place, request in enumerate(requested):
        where = f"selections[{place}]"
        if request.session_id in seen:
            message = f"Session {request.session_id} is listed twice; list each session once."
            problems.append(Problem(f"{where}.session_id", Code.DUPLICATE, message))
            continue
        seen.add(request.session_id)
        if request.given and request.attended_on is None:
            continue
        tick_or_problem = _check_one(where, request, claimable, kept, today)
        if isinstance(tick_or_problem, Problem):
            problems.append(tick_or_problem)
        else:
            selections[request.session_id] = tick_or_problem
    return selections, problems


def _check_one(
    where: str,
    request: Requested,
    claimable: Mapping[str, Claimable],
    kept: Kept,
    today: date,
) -> Tick | Problem:
    found = claimable.get(request.session_id)
    was = kept.ticks.get(request.session_id)
    if found is None or found.reason is not None:
        if was is not None and kept.unchanged(request):
            return was
        if found is None or found.reason is None:
            gone = kept.sessions.get(request.session_id)
            message = (
                f"“{gone.title}” was withdrawn from the program."
                if gone is not None
                else f"This conference has no session {request.session_id}."
            )
            return Problem(f"{where}.session_id", Code.UNKNOWN_SESSION, message)
        message = f"“{found.session.title}”: {sentence(found.reason)}"
        return Problem(f"{where}.session_id", found.reason.value, message)
    session, given = found.session, request.attended_as
    try:
        tick = accepted(session, request.attended_on, was, today, kept.revision)
        return said(tick, session, given, was, asked=kept.asks_live)
    except (dates.AttendedOnRefused, AttendedAsRefused) as refusal:
        field = "attended_as" if isinstance(refusal, AttendedAsRefused) else "attended_on"
        return Problem(f"{where}.{field}", refusal.code, f"“{session.title}”: {refusal}")
