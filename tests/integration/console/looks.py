"""The look's form as a browser sends it, and images to choose."""

import io
from datetime import UTC, datetime

from PIL import Image

from chalicelib.domain.audit import Entry
from chalicelib.services.audit.listing import between

PATH = "/console/spring/look"
LOOK = {
    "provider.name": "Prairie Counselors",
    "provider.contact": "ceu@prairie.example",
    "provider.paper": "a4",
    "provider.signatory_name": "Dr. Pat Signer",
    "provider.signatory_role": "Director",
    "provider.numbers[1].label": "NBCC ACEP No.",
    "provider.numbers[1].number": "4242",
    "provider.approval_statement": "Approved by nobody; this is a test.",
    "totals": "clock_hours",
    "do": "save",
}


def last_entry() -> Entry:
    """What the audit of the conference says last."""
    today = datetime.now(UTC).date()
    return list(between(today, today, conference="spring"))[-1]


def png(color: str = "navy", size: tuple[int, int] = (40, 20)) -> bytes:
    """A picture of one color."""
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, "PNG")
    return out.getvalue()


def credit(at: int, **said: str) -> dict[str, str]:
    """The fields of one credit type."""
    fields = {
        "id": "nbcc", "label": "NBCC clock hours", "unit": "hours", "minutes_per_unit": "60",
        "places": "2", "increment_minutes": "15", "number": "", "statement": "", "cap": "",
        "round_per": "total", "license": "", "attendance": "reported",
    }  # fmt: skip
    return {f"credit[{at}].{name}": value for name, value in (fields | said).items()}
