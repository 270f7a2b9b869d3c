"""Sessions as /v1 shows them."""

from datetime import date
from typing import Any

from chalicelib.domain import attended_on as dates
from chalicelib.domain.certificate import AttendedAs
from chalicelib.domain.conference import Session
from chalicelib.domain.eligibility import Claimable
from chalicelib.domain.open_conference import OpenConference
from chalicelib.domain.reasons import Reason, sentence


def session_shape(
    opened: OpenConference, found: Claimable, overlaps_with: list[str]
) -> dict[str, Any]:
    """A session that may be claimed, as it is selected; `overlaps_with` are ids."""
    session = found.session
    attended_on = opened.claim.selections.get(session.id)
    editable = dates.editable(session)
    latest = opened.today if editable else session.day
    asked = editable and opened.conference.policies.asks_live
    recording = asked and session.id in opened.claim.recordings
    return {
        "id": session.id,
        "title": session.title,
        "starts_at": session.starts_at.isoformat(),
        "ends_at": session.ends_at.isoformat(),
        "speakers": list(session.speakers),
        "format": session.format.value,
        "mode": dates.mode(
            session,
            attended_on or session.day,
            virtual_only=found.virtual_only,
            recording=recording,
        ).value,
        "contact_minutes": session.contact_minutes,
        "credits": dict(session.credits),
        "selected": attended_on is not None,
        "attended_on": attended_on.isoformat() if attended_on else None,
        "attended_on_editable": editable,
        "attended_on_min": session.day.isoformat(),
        "attended_on_max": latest.isoformat(),
        "attended_as": _attended_as(session, attended_on, recording=recording) if asked else None,
        "attended_as_asked": asked,
        "overlaps_with": overlaps_with,
        "claimable": found.allowed,
    }


def _attended_as(session: Session, attended_on: date | None, *, recording: bool) -> str | None:
    if attended_on is None:
        return None
    later = attended_on > session.day
    return AttendedAs.RECORDING if recording or later else AttendedAs.LIVE


def not_claimable_shape(found: Claimable, reason: Reason) -> dict[str, Any]:
    """A session that may not be claimed, and why."""
    return {
        "id": found.session.id,
        "title": found.session.title,
        "date": found.session.day.isoformat(),
        "reason": reason.value,
        "detail": sentence(reason),
    }
