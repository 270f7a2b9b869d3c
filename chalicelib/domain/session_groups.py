"""Eligible sessions counted by what rule 3 asks of them: a card says how many, and reads no schedule."""

from collections.abc import Iterable, Sequence
from datetime import date

from chalicelib.domain.conference import Conference, Format, Policies, Session, SessionGroup
from chalicelib.domain.eligibility import any_may_claim
from chalicelib.domain.proof import Seen, asks_for_proof, counted, seen
from chalicelib.domain.registration import Registration

_NOBODY = Seen({}, frozenset())


def groups_of(sessions: Iterable[Session], policies: Policies) -> tuple[SessionGroup, ...]:
    """The groups, in the order of their first sessions."""
    asks = asks_for_proof(policies)
    found: dict[tuple[Format, date, tuple[str, ...], bool], list[Session]] = {}
    for session in sessions:
        if session.eligible:
            needed = asks and counted(session, policies, _NOBODY) is None
            key = (session.format, session.day, session.types, needed)
            found.setdefault(key, []).append(session)
    return tuple(
        SessionGroup(offered, day, types, len(alike), _proved(alike, needed) if asks else None)
        for (offered, day, types, needed), alike in found.items()
    )


def _proved(alike: Iterable[Session], needed: bool) -> tuple[str, ...]:
    return tuple(session.id for session in alike) if needed else ()


def sessions_to_claim(conference: Conference, held: Sequence[Registration]) -> int | None:
    """How many sessions these registrations may claim; None where that takes the schedule to tell.

    Version 0.1.0 did not count, and what came before 0.2.0 did not say which sessions need a record of
    attendance.
    """
    policies, groups = conference.policies, conference.groups
    if not groups and conference.eligible_sessions:
        return None
    asks = asks_for_proof(policies)
    if asks and any(group.proved is None for group in groups):
        return None
    recorded = seen(one.proof for one in held) if asks else _NOBODY
    return sum(
        _provable(group, recorded) for group in groups if any_may_claim(group, policies, held)
    )


def _provable(group: SessionGroup, recorded: Seen) -> int:
    if not group.proved or group.day in recorded.days:
        return group.sessions
    return sum(session_id in recorded.minutes for session_id in group.proved)
