"""Rules 1 to 4: what is connected, listed and claimable, and why anything is not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chalicelib.domain.conference import Format, Policies, Session, SessionGroup
from chalicelib.domain.proof import Seen, asks_for_proof, counted, seen
from chalicelib.domain.reasons import Reason
from chalicelib.domain.registration import Attendance, Registration

# How far a session got through rule 3 before it was refused: with several registrations the
# reason shown is the one nearest to claimable.
_NEARNESS = (Reason.WRONG_TYPE, Reason.DATE_NOT_COVERED, Reason.IN_PERSON_ONLY)


@dataclass(frozen=True, slots=True)
class Claimable:
    """Whether a session may be claimed; `virtual_only` when only virtual registrations may, and
    `virtual` when one of them may.

    `session` has the minutes that count for the person: a recorded stay may be shorter.
    """

    session: Session
    reason: Reason | None = None
    virtual_only: bool = False
    virtual: bool = False

    @property
    def allowed(self) -> bool:
        """Whether the session may be claimed."""
        return self.reason is None


def claimable(
    session: Session,
    policies: Policies,
    registrations: Sequence[Registration],
    attended: Seen | None = None,
) -> Claimable:
    """Rule 3 for one session: what any confirmed registration may claim, the account may claim.

    `attended` is what was recorded of the account's attendance, where the conference asks for that.
    """
    if not session.eligible:
        return Claimable(session, Reason.NO_CREDIT)
    confirmed = [registration for registration in registrations if registration.confirmed]
    reasons = [_why_not_for(session, policies, registration) for registration in confirmed]
    allowing = [
        registration
        for registration, reason in zip(confirmed, reasons, strict=True)
        if reason is None
    ]
    if allowing:
        proved = session if attended is None else counted(session, policies, attended)
        if proved is None:
            return Claimable(session, Reason.NO_ATTENDANCE)
        virtual = [_is_virtual(registration) for registration in allowing]
        return Claimable(proved, virtual_only=all(virtual), virtual=any(virtual))
    refused = [reason for reason in reasons if reason is not None]
    return Claimable(
        session, max(refused, key=_NEARNESS.index, default=Reason.CANCELLED_REGISTRATION)
    )


def claimable_sessions(
    sessions: Iterable[Session], policies: Policies, registrations: Sequence[Registration]
) -> dict[str, Claimable]:
    """Rule 3 for a schedule, by session id, in the schedule's order."""
    proofs = (registration.proof for registration in registrations)
    attended = seen(proofs) if asks_for_proof(policies) else None
    return {
        session.id: claimable(session, policies, registrations, attended) for session in sessions
    }


def any_may_claim(
    group: SessionGroup, policies: Policies, registrations: Iterable[Registration]
) -> bool:
    """Whether any confirmed registration may claim the eligible sessions of a group."""
    return any(
        registration.confirmed and _why_not_for(group, policies, registration) is None
        for registration in registrations
    )


def _why_not_for(
    session: Session | SessionGroup, policies: Policies, registration: Registration
) -> Reason | None:
    if policies.limit_by_type and session.types and not _type_allowed(session, registration):
        return Reason.WRONG_TYPE
    if policies.limit_by_days and registration.days and session.day not in registration.days:
        return Reason.DATE_NOT_COVERED
    if (
        _is_virtual(registration)
        and session.format is Format.IN_PERSON
        and not policies.virtual_may_claim_in_person
    ):
        return Reason.IN_PERSON_ONLY
    return None


def _type_allowed(session: Session | SessionGroup, registration: Registration) -> bool:
    held = registration.type.strip().casefold()
    return any(held == allowed.strip().casefold() for allowed in session.types)


def _is_virtual(registration: Registration) -> bool:
    return registration.attendance is Attendance.VIRTUAL
