"""How the contract's answers look: hours and CEUs as decimal strings, times with offset, ISO dates."""

from datetime import date
from typing import Any

from chalicelib.domain import attended_on as dates
from chalicelib.domain.account import Account
from chalicelib.domain.conference import Conference
from chalicelib.domain.device import SignInDevice, Via
from chalicelib.domain.eligibility import Claimable
from chalicelib.domain.open_conference import OpenConference, summarize
from chalicelib.domain.overlap import live_overlaps
from chalicelib.domain.passkey import Passkey
from chalicelib.domain.reasons import Reason, sentence
from chalicelib.http.shapes import certificate_shape, claim_shape, credit_shape
from chalicelib.services.claims.list_conferences import Conferences, Listed
from chalicelib.settings import settings


def account_shape(account: Account) -> dict[str, Any]:
    """The account of a sign-in."""
    return {
        "id": account.id,
        "name": account.name,
        "addresses": [
            {
                "id": address.id,
                "address": address.shown,
                "verified": address.verified,
                "deliverable": address.deliverable,
                "primary": address.primary,
            }
            for address in account.in_order
        ],
    }


def device_shape(device: SignInDevice) -> dict[str, Any]:
    """A sign-in, as its person sees it."""
    return {
        "id": device.id,
        "name": device.words,
        "app": device.via is Via.BEARER,
        "first_used_at": device.first_used_at.isoformat(),
        "last_used_at": device.last_used_at.isoformat(),
        "current": device.this,
    }


def passkey_shape(passkey: Passkey) -> dict[str, Any]:
    """A passkey, as its person sees it."""
    used = passkey.last_used_at
    return {
        "id": passkey.id,
        "name": passkey.name,
        "created_at": passkey.created_at.isoformat(),
        "last_used_at": used.isoformat() if used else None,
    }


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
    overlaps = live_overlaps(opened.claim.selections, opened.sessions)
    for found in opened.claimable.values():
        selected = found.session.id in opened.claim.selections
        if found.allowed or selected:
            shape = _session_shape(opened, found, overlaps.get(found.session.id, []))
            days.setdefault(found.session.day, []).append(shape)
        if found.reason is not None:
            not_claimable.append(_not_claimable_shape(found, found.reason))
    return {
        "conference": _conference_facts(opened.conference),
        "days": [{"date": day.isoformat(), "sessions": days[day]} for day in sorted(days)],
        "not_claimable": not_claimable,
        "claim": claim_shape(summarize(opened)),
    }


def _listed_shape(listed: Listed) -> dict[str, Any]:
    latest, deadline = listed.holdings.latest, listed.conference.policies.deadline
    return {
        **_conference_facts(listed.conference),
        "eligible_sessions": listed.conference.eligible_sessions,
        "claimable_sessions": listed.to_claim,
        "deadline": deadline and deadline.isoformat(),
        "closed": listed.closed,
        "claim": {
            "selected": len(listed.holdings.claim.ticks),
            **credit_shape(listed.credit),
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
    }


def _session_shape(
    opened: OpenConference, found: Claimable, overlaps_with: list[str]
) -> dict[str, Any]:
    session = found.session
    attended_on = opened.claim.selections.get(session.id)
    editable = dates.editable(session)
    latest = opened.today if editable else session.day
    return {
        "id": session.id,
        "title": session.title,
        "starts_at": session.starts_at.isoformat(),
        "ends_at": session.ends_at.isoformat(),
        "speakers": list(session.speakers),
        "format": session.format.value,
        "mode": dates.mode(
            session, attended_on or session.day, virtual_only=found.virtual_only
        ).value,
        "contact_minutes": session.contact_minutes,
        "credits": dict(session.credits),
        "selected": attended_on is not None,
        "attended_on": attended_on.isoformat() if attended_on else None,
        "attended_on_editable": editable,
        "attended_on_min": session.day.isoformat(),
        "attended_on_max": latest.isoformat(),
        "overlaps_with": overlaps_with,
        "claimable": found.allowed,
    }


def _not_claimable_shape(found: Claimable, reason: Reason) -> dict[str, Any]:
    return {
        "id": found.session.id,
        "title": found.session.title,
        "date": found.session.day.isoformat(),
        "reason": reason.value,
        "detail": sentence(reason),
    }
