"""A session that an organizer adds to somebody's selection: which can be, and what is written."""

from collections.abc import Iterable

from chalicelib.domain.claim_warnings import overlaps
from chalicelib.domain.conference import OverlapPolicy, Policies, Session
from chalicelib.domain.open_conference import OpenConference
from chalicelib.domain.proof import WHOLE, Proof, asks_for_proof, combined, seen
from chalicelib.domain.reasons import Reason
from chalicelib.domain.registration import Registration, proof_of, with_proof
from chalicelib.domain.tick import Tick

# An organizer who says that a person was there makes up for the record that is missing.
_ADDABLE = (None, Reason.NO_ATTENDANCE)


def may_be_added(opened: OpenConference) -> list[Session]:
    """The sessions not selected that the registration allows, whether or not there is a record."""
    return [
        found.session
        for found in opened.claimable.values()
        if found.reason in _ADDABLE and found.session.id not in opened.claim.ticks
    ]


def unrecorded(session: Session, policies: Policies, held: Iterable[Registration]) -> bool:
    """Whether a record of attendance is asked for, and the person's registrations have none."""
    recorded = seen(registration.proof for registration in held)
    return asks_for_proof(policies) and recorded.at(session) is None


def with_session(opened: OpenConference, session_id: str) -> dict[str, Tick]:
    """The selection with one session more, on the session's own date."""
    return {**opened.claim.ticks, session_id: Tick(seen=opened.revision)}


def attending(registrations: tuple[Registration, ...], session_id: str) -> tuple[Registration, ...]:
    """The registrations of one address with a record that this session was attended whole."""
    record = Proof(sessions=((session_id, WHOLE),))
    return with_proof(registrations, combined([proof_of(registrations), record]))


def in_the_way(opened: OpenConference, session_id: str) -> str:
    """The title of a selected session that the added one may not overlap with; "": there is none."""
    policy = opened.conference.policies.overlap
    if policy is not OverlapPolicy.BLOCK:
        return ""
    for warning in overlaps(opened.claim, opened.claimable, policy):
        if session_id in warning.session_ids:
            others = [one for one in warning.session_ids if one != session_id]
            return opened.claimable[others[0]].session.title
    return ""
