"""Selected sessions as attended (rule 5)."""

from collections.abc import Collection, Mapping
from datetime import date

from chalicelib.domain import attended_on as dates
from chalicelib.domain.certificate import AttendedAs, AttendedSession
from chalicelib.domain.eligibility import Claimable


def attended_sessions(
    selections: Mapping[str, date],
    claimable: Mapping[str, Claimable],
    *,
    recordings: Collection[str] = (),
    asks_live: bool = False,
) -> tuple[AttendedSession, ...]:
    """The selected sessions that may be claimed, in the schedule's order, as a certificate has them.

    `recordings` are those said to be one, where the conference `asks_live`.
    """
    return tuple(
        _attended(
            found,
            selections[session_id],
            recording=session_id in recordings,
            asked=asks_live and dates.editable(found.session),
        )
        for session_id, found in claimable.items()
        if session_id in selections and found.allowed
    )


def _attended(
    found: Claimable, attended_on: date, *, recording: bool, asked: bool
) -> AttendedSession:
    session = found.session
    # An import may have moved the session to a later day: it cannot have been attended before.
    date_kept = max(attended_on, session.day) if dates.editable(session) else session.day
    recording = asked and (recording or date_kept > session.day)
    said = AttendedAs.RECORDING if recording else AttendedAs.LIVE
    return AttendedSession(
        id=session.id,
        title=session.title,
        day=session.day,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        speakers=session.speakers,
        format=session.format,
        mode=dates.mode(session, date_kept, virtual_only=found.virtual_only, recording=recording),
        attended_on=date_kept,
        contact_minutes=session.contact_minutes,
        credits=session.credits,
        track=session.track,
        attended_as=said if asked else None,
    )
