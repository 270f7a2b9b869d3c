"""A claim: the sessions selected for one conference, checked, judged and totalled (rules 5 to 9)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from chalicelib.domain import attended_on as dates
from chalicelib.domain.certificate import AttendedSession
from chalicelib.domain.conference import OverlapPolicy, Session
from chalicelib.domain.eligibility import Claimable
from chalicelib.domain.overlap import overlapping
from chalicelib.domain.problem import ClaimWarning, Code, Problem
from chalicelib.domain.reasons import sentence
from chalicelib.domain.tick import Tick, accepted, moved
from chalicelib.domain.words import date_in_words


@dataclass(frozen=True, slots=True)
class Claim:
    """What is stored of a selection. `version` is 0 before the first save.

    `selections` are the dates of the ticks, once they have met the schedule (empty before).
    `last_number` is that of the latest certificate made from it (0: none), `issued` the ticks it was
    made from (None: not kept, as by version 0.1.0); `refused` is the reason of a revocation that
    forbids another certificate ("": none).
    """

    conference_id: str
    version: int = 0
    ticks: Mapping[str, Tick] = field(default_factory=dict)
    selections: Mapping[str, date] = field(default_factory=dict)
    contact_minutes: int = 0
    last_number: int = 0
    refused: str = ""
    issued: Mapping[str, Tick] | None = None


@dataclass(frozen=True, slots=True)
class Requested:
    """One selection of a request. `given` tells a date left out from one that was cleared."""

    session_id: str
    attended_on: date | None = None
    given: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """What was saved before, the dates it is shown with, and the revision of the schedule now.

    `sessions` are all that are known by id, withdrawn ones, too.
    """

    ticks: Mapping[str, Tick] = field(default_factory=dict)
    shown: Mapping[str, date] = field(default_factory=dict)
    sessions: Mapping[str, Session] = field(default_factory=dict)
    revision: int = 0

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
            message = f"This conference has no session {request.session_id}."
            return Problem(f"{where}.session_id", Code.UNKNOWN_SESSION, message)
        message = f"“{found.session.title}”: {sentence(found.reason)}"
        return Problem(f"{where}.session_id", found.reason.value, message)
    try:
        return accepted(found.session, request.attended_on, was, today, kept.revision)
    except dates.AttendedOnRefused as refusal:
        message = f"“{found.session.title}”: {refusal}"
        return Problem(f"{where}.attended_on", refusal.code, message)


def attended_sessions(
    selections: Mapping[str, date], claimable: Mapping[str, Claimable]
) -> tuple[AttendedSession, ...]:
    """The selected sessions that may be claimed, in the schedule's order, as a certificate has them."""
    return tuple(
        _attended(found, selections[session_id])
        for session_id, found in claimable.items()
        if session_id in selections and found.allowed
    )


def _attended(found: Claimable, attended_on: date) -> AttendedSession:
    session = found.session
    # An import may have moved the session to a later day: it cannot have been attended before.
    date_kept = max(attended_on, session.day) if dates.editable(session) else session.day
    return AttendedSession(
        id=session.id,
        title=session.title,
        day=session.day,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        speakers=session.speakers,
        format=session.format,
        mode=dates.mode(session, date_kept, virtual_only=found.virtual_only),
        attended_on=date_kept,
        contact_minutes=session.contact_minutes,
        credits=session.credits,
    )


def unclaimable(
    selections: Mapping[str, date],
    claimable: Mapping[str, Claimable],
    withdrawn: Mapping[str, Session] | None = None,
) -> list[ClaimWarning]:
    """The selected sessions that can no longer be claimed, each with its reason (rule 9)."""
    warnings = []
    for session_id in selections:
        found = claimable.get(session_id)
        gone = (withdrawn or {}).get(session_id)
        if found is None and gone is not None:
            when = date_in_words(gone.day)
            message = f"“{gone.title}” ({when}) was withdrawn from the program. Deselect it."
            warnings.append(ClaimWarning(Code.SESSION_WITHDRAWN, (session_id,), message))
        elif found is None:
            message = "A session you selected is no longer part of the program. Deselect it."
            warnings.append(ClaimWarning(Code.SESSION_REMOVED, (session_id,), message))
        elif found.reason is not None:
            message = f"“{found.session.title}”: {sentence(found.reason)} Deselect it."
            warnings.append(ClaimWarning(found.reason, (session_id,), message))
    return warnings


def changes(ticks: Mapping[str, Tick], sessions: Iterable[Session]) -> list[ClaimWarning]:
    """What moved or was replaced since the attendee ticked it: nothing stands in the way of Generate."""
    return [
        ClaimWarning(one.code, (one.session.id,), one.message) for one in moved(ticks, sessions)
    ]


def clashes(
    selections: Mapping[str, date], claimable: Mapping[str, Claimable], policy: OverlapPolicy
) -> list[tuple[str, str]]:
    """The pairs of selected sessions that overlap; none where the conference allows it (rule 7)."""
    if policy is OverlapPolicy.ALLOW:
        return []
    return overlapping(
        (found.session, selections[session_id])
        for session_id, found in claimable.items()
        if session_id in selections and found.allowed
    )


def overlaps(
    selections: Mapping[str, date], claimable: Mapping[str, Claimable], policy: OverlapPolicy
) -> list[ClaimWarning]:
    """A warning for each overlapping pair; none where the conference allows overlaps (rule 7)."""
    ending = (
        "Keep only one, or set the date you watched the recording."
        if policy is OverlapPolicy.BLOCK
        else "Check that you attended both."
    )
    return [
        ClaimWarning(
            Code.OVERLAP,
            pair,
            f"“{claimable[pair[0]].session.title}” and “{claimable[pair[1]].session.title}” "
            f"overlap. {ending}",
        )
        for pair in clashes(selections, claimable, policy)
    ]
