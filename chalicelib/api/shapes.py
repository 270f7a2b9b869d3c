"""How the contract's answers look: hours and CEUs as decimal strings, times with offset, ISO dates."""

from datetime import date
from typing import Any

from chalicelib.api.session_shapes import not_claimable_shape, session_shape
from chalicelib.domain.conference import Conference
from chalicelib.domain.open_conference import OpenConference, summarize
from chalicelib.domain.overlap import live_overlaps
from chalicelib.http.shapes import certificate_shape, claim_shape, credit_shape, credits_shape
from chalicelib.services.claims.list_conferences import Conferences, Listed
from chalicelib.settings import settings


def conferences_shape(found: Conferences) -> dict[str, Any]:
    """GET /v1/conferences."""
    return {
        "conferences": [_listed_shape(listed) for listed in found.listed],
        "not_listed": [
            {
                "id": other.conference.id,
                "name": other.conference.name,
                "reason": other.reason.value,
                "detail": other.detail,
            }
            for other in found.not_listed
        ],
        "legacy_url": settings().legacy_ceu_url,
    }


def conference_shape(opened: OpenConference) -> dict[str, Any]:
    """GET /v1/conferences/{id}."""
    days: dict[date, list[dict[str, Any]]] = {}
    not_claimable = []
    overlaps = live_overlaps(opened.claim.selections, opened.sessions, opened.claim.recordings)
    for found in opened.claimable.values():
        selected = found.session.id in opened.claim.selections
        if found.allowed or selected:
            shape = session_shape(opened, found, overlaps.get(found.session.id, []))
            days.setdefault(found.session.day, []).append(shape)
        if found.reason is not None:
            not_claimable.append(not_claimable_shape(found, found.reason))
    return {
        "conference": _conference_facts(opened.conference),
        "days": [{"date": day.isoformat(), "sessions": days[day]} for day in sorted(days)],
        "not_claimable": not_claimable,
        "claim": claim_shape(summarize(opened)),
    }


def _listed_shape(listed: Listed) -> dict[str, Any]:
    latest, deadline = listed.holdings.latest, listed.deadline
    return {
        **_conference_facts(listed.conference),
        "eligible_sessions": listed.conference.eligible_sessions,
        "claimable_sessions": listed.to_claim,
        "deadline": deadline and deadline.isoformat(),
        "closed": listed.closed,
        "claim": {
            "selected": len(listed.holdings.claim.ticks),
            **credit_shape(listed.credit),
            "credits": credits_shape(listed.credits),
        },
        "latest_certificate": latest
        and certificate_shape(latest, listed.holdings.deliveries_of(latest.location.number)),
    }


def _conference_facts(conference: Conference) -> dict[str, Any]:
    return {
        "id": conference.id,
        "name": conference.name,
        "starts_on": conference.starts_on.isoformat(),
        "ends_on": conference.ends_on.isoformat(),
        "location": conference.location,
        "time_zone": conference.time_zone,
        "printed": [one.value for one in conference.policies.printed],
    }
