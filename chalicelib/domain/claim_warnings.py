"""What a claim is warned of: sessions no longer claimable, changed, or overlapping (rules 7 and 9)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.claim import Claim
from chalicelib.domain.conference import OverlapPolicy, Session
from chalicelib.domain.eligibility import Claimable
from chalicelib.domain.moved import moved
from chalicelib.domain.overlap import overlapping
from chalicelib.domain.problem import Code
from chalicelib.domain.reasons import sentence
from chalicelib.domain.tick import Tick
from chalicelib.domain.words import date_in_words

MORE_TIME = "The deadline is over: ask the organizer for more time to"


@dataclass(frozen=True, slots=True)
class ClaimWarning:
    """Something the attendee should look at; it names the sessions meant."""

    code: str
    session_ids: tuple[str, ...]
    message: str


def unclaimable(
    selections: Mapping[str, date],
    claimable: Mapping[str, Claimable],
    withdrawn: Mapping[str, Session] | None = None,
    *,
    frozen: bool = False,
) -> list[ClaimWarning]:
    """The selected sessions that can no longer be claimed, each with its reason (rule 9).

    `frozen`: the deadline is over, so only the organizer can help.
    """
    warnings = []
    then = f"{MORE_TIME} deselect it." if frozen else "Deselect it."
    for session_id in selections:
        found = claimable.get(session_id)
        gone = (withdrawn or {}).get(session_id)
        if found is None and gone is not None:
            when = date_in_words(gone.day)
            message = f"“{gone.title}” ({when}) was withdrawn from the program. {then}"
            warnings.append(ClaimWarning(Code.SESSION_WITHDRAWN, (session_id,), message))
        elif found is None:
            message = f"A session you selected is no longer part of the program. {then}"
            warnings.append(ClaimWarning(Code.SESSION_REMOVED, (session_id,), message))
        elif found.reason is not None:
            message = f"“{found.session.title}”: {sentence(found.reason)} {then}"
            warnings.append(ClaimWarning(found.reason, (session_id,), message))
    return warnings


def changes(ticks: Mapping[str, Tick], sessions: Iterable[Session]) -> list[ClaimWarning]:
    """What moved or was replaced since the attendee ticked it: nothing stands in the way of Generate."""
    return [
        ClaimWarning(one.code, (one.session.id,), one.message) for one in moved(ticks, sessions)
    ]


def clashes(
    claim: Claim, claimable: Mapping[str, Claimable], policy: OverlapPolicy
) -> list[tuple[str, str]]:
    """The pairs of selected sessions that overlap; none where the conference allows it (rule 7)."""
    if policy is OverlapPolicy.ALLOW:
        return []
    return overlapping(
        (found.session, claim.selections[session_id])
        for session_id, found in claimable.items()
        if session_id in claim.selections and found.allowed and session_id not in claim.recordings
    )


def overlaps(
    claim: Claim,
    claimable: Mapping[str, Claimable],
    policy: OverlapPolicy,
    *,
    frozen: bool = False,
) -> list[ClaimWarning]:
    """A warning for each overlapping pair; none where the conference allows overlaps (rule 7)."""
    ending = (
        f"{MORE_TIME} change one of them."
        if policy is OverlapPolicy.BLOCK and frozen
        else "Keep only one, or set the date you watched the recording."
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
        for pair in clashes(claim, claimable, policy)
    ]
