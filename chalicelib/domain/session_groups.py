"""Eligible sessions counted by what rule 3 asks of them: a card says how many, and reads no schedule."""

from collections import Counter
from collections.abc import Iterable, Sequence

from chalicelib.domain.conference import Conference, Session, SessionGroup
from chalicelib.domain.eligibility import any_may_claim
from chalicelib.domain.proof import asks_for_proof
from chalicelib.domain.registration import Registration


def groups_of(sessions: Iterable[Session]) -> tuple[SessionGroup, ...]:
    """The groups, in the order of their first sessions."""
    counted = Counter(
        (session.format, session.day, session.types) for session in sessions if session.eligible
    )
    return tuple(
        SessionGroup(offered, day, types, sessions)
        for (offered, day, types), sessions in counted.items()
    )


def sessions_to_claim(conference: Conference, held: Sequence[Registration]) -> int | None:
    """How many sessions these registrations may claim; None where that takes the schedule to tell.

    Version 0.1.0 did not count; and which sessions a record of attendance names, no group tells.
    """
    if not conference.groups and conference.eligible_sessions:
        return None
    if asks_for_proof(conference.policies):
        nothing = conference.policies.verified and not any(one.proof for one in held)
        return 0 if nothing else None
    return sum(
        group.sessions
        for group in conference.groups
        if any_may_claim(group, conference.policies, held)
    )
