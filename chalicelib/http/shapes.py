"""How claims and certificates look as JSON: figures as decimal strings, times with their offset."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from chalicelib.domain.certificate import Certificate
from chalicelib.domain.credit_totals import CreditTotal
from chalicelib.domain.delivery import Delivery
from chalicelib.domain.open_conference import ClaimSummary
from chalicelib.domain.printed import built_in
from chalicelib.domain.totals import Credit


def claim_shape(summary: ClaimSummary) -> dict[str, Any]:
    """A claim with its totals and warnings."""
    return {
        "version": summary.claim.version,
        "selected": summary.selected,
        **credit_shape(summary.totals.total),
        "credits": credits_shape(summary.credits),
        "warnings": [
            {
                "code": warning.code,
                "session_ids": list(warning.session_ids),
                "message": warning.message,
            }
            for warning in summary.warnings
        ],
    }


def certificate_shape(certificate: Certificate, deliveries: tuple[Delivery, ...]) -> dict[str, Any]:
    """A certificate with its deliveries."""
    return {
        "id": certificate.public_id,
        "conference": {
            "id": certificate.location.conference_id,
            "name": certificate.conference_name,
        },
        "name": certificate.name,
        "issued_at": certificate.issued_at.isoformat(),
        "contact_minutes": certificate.contact_minutes,
        "contact_hours": certificate.contact_hours,
        "ceus": certificate.ceus,
        "printed": [one.value for one in built_in(certificate)],
        "credits": credits_shape(certificate.credits),
        "sessions": certificate.sessions,
        "status": certificate.status.value,
        "round": certificate.round,
        "superseded_by": certificate.superseded_by or None,
        "revoked": _revoked_shape(certificate.revoked_at, certificate.revoked_reason),
        "deliveries": [
            {
                "address": delivery.address,
                "round": delivery.round,
                "status": delivery.status.value,
                "at": delivery.at.isoformat(),
                "detail": delivery.detail,
            }
            for delivery in deliveries
        ],
    }


def credit_shape(credit: Credit) -> dict[str, Any]:
    """Minutes with what they print as."""
    return {
        "contact_minutes": credit.minutes,
        "contact_hours": str(credit.hours),
        "ceus": str(credit.ceus),
    }


def credits_shape(totals: Iterable[CreditTotal]) -> list[dict[str, Any]]:
    """The total of each credit type that is earned, besides the built-in one."""
    return [
        {
            "id": total.id,
            "label": total.label,
            "minutes": total.minutes,
            "amount": str(total.amount),
            "capped": total.capped,
        }
        for total in totals
    ]


def _revoked_shape(at: datetime | None, reason: str) -> dict[str, str] | None:
    return {"at": at.isoformat(), "reason": reason} if at else None
