"""A link that opens LinkedIn's own form with a certificate filled in: no script of theirs, no request."""

from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from chalicelib.domain.certificate import Snapshot

_FORM = "https://www.linkedin.com/profile/add"


def linked_in(snapshot: Snapshot) -> str:
    """The link, from what the certificate says; its license is not in it."""
    issued_on = snapshot.issued_at.astimezone(ZoneInfo(snapshot.time_zone)).date()
    hours = f"{snapshot.totals.total.hours} contact hours"
    facts = {
        "startTask": "CERTIFICATION_NAME",
        "name": f"{snapshot.conference_name}: {hours}",
        "organizationName": snapshot.provider.name or snapshot.conference_name,
        "issueYear": issued_on.year,
        "issueMonth": issued_on.month,
        "certUrl": snapshot.verify_url,
        "certId": snapshot.public_id,
    }
    return f"{_FORM}?{urlencode(facts)}"
