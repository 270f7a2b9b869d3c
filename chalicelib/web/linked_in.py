"""A link that opens LinkedIn's own form with a certificate filled in: no script of theirs, no request."""

from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from chalicelib.domain.certificate import Snapshot
from chalicelib.wording import built_in_words

_FORM = "https://www.linkedin.com/profile/add"


def linked_in(snapshot: Snapshot) -> str:
    """The link, from what the certificate says; its license is not in it."""
    issued_on = snapshot.issued_at.astimezone(ZoneInfo(snapshot.time_zone)).date()
    hours = built_in_words(snapshot.built_in[:1], snapshot.totals.total) or next(
        (f"{total.amount} {total.label}" for total in snapshot.credits), ""
    )
    facts = {
        "startTask": "CERTIFICATION_NAME",
        "name": f"{snapshot.conference_name}: {hours}" if hours else snapshot.conference_name,
        "organizationName": snapshot.provider.name or snapshot.conference_name,
        "issueYear": issued_on.year,
        "issueMonth": issued_on.month,
        "certUrl": snapshot.verify_url,
        "certId": snapshot.public_id,
    }
    return f"{_FORM}?{urlencode(facts)}"
