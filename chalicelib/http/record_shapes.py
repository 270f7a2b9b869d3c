"""How records as PDFs, and renewals, look as JSON."""

from typing import Any

from chalicelib.domain.kept_record import KeptRecord
from chalicelib.domain.renewal import Progress, Renewal
from chalicelib.settings import settings


def document_shape(kept: KeptRecord) -> dict[str, Any]:
    """A record that was asked for as a PDF, and where anyone can verify it."""
    return {
        "id": kept.public_id,
        "from": kept.first.isoformat(),
        "to": kept.last.isoformat(),
        "asked_at": kept.asked_at.isoformat(),
        "certificates": kept.certificates,
        "status": kept.status.value,
        "verify_url": f"{settings().portal_url}/verify/{kept.public_id}",
    }


def renewal_shape(renewal: Renewal) -> dict[str, Any]:
    """A renewal as its person keeps it."""
    return {
        "label": renewal.label,
        "ends_on": renewal.ends_on.isoformat(),
        "years": renewal.years,
        "goal": None if renewal.goal is None else str(renewal.goal),
        "counts": renewal.counts,
    }


def progress_shape(progress: Progress) -> dict[str, Any]:
    """The same with the window that is open, and how far its person is."""
    return {
        **renewal_shape(progress.renewal),
        "from": progress.first.isoformat(),
        "to": progress.last.isoformat(),
        "earned": str(progress.earned),
        "left": None if progress.renewal.goal is None else str(progress.left),
    }
