"""Rows whose id was another session's: what they mean is asked, never guessed."""

from chalicelib.domain.conference import Session
from chalicelib.importing.problems import Finding, Refused
from chalicelib.importing.quoting import quoted
from chalicelib.importing.schedule.identity import Match, Matched


def which_is_meant(found: Matched, file_name: str) -> Refused:
    """The refusal that asks what rows mean whose id was another session's."""
    findings = [
        Finding(
            f"session {known.id}",
            "replaced",
            f"It was {quoted(known.title)} at {known.starts_at:%Y-%m-%d %H:%M}; in the file this ID "
            f"is {quoted(session.title)} at {session.starts_at:%Y-%m-%d %H:%M}.",
        )
        for session, known in found.replaced
    ]
    findings.append(
        Finding(
            "",
            "which_is_meant",
            "Attendees may have selected these. Say which is meant: --match title if the file has "
            "new IDs (sessions are matched by title and time), --match id if each is still the same "
            "session under a new title and time, --match guid if only equal guids are the same.",
        )
    )
    return Refused(file_name, findings)


def replaced_ids(found: Matched, match: Match | None) -> frozenset[str]:
    """The ids that mean another session now, because a person said that ids decide."""
    if match is not Match.ID:
        return frozenset()
    return frozenset(
        known.id for session, known in found.pairs if known and _differs(session, known)
    )


def _differs(session: Session, known: Session) -> bool:
    same_guid = session.guid and session.guid == known.guid
    return not same_guid and session.title != known.title and session.starts_at != known.starts_at
