"""/.well-known/security.txt (RFC 9116): where to report a hole."""

from datetime import UTC, datetime, timedelta

from chalice.app import Blueprint, Response

from chalicelib.http.authentication import states_authentication
from chalicelib.settings import settings

security_txt = Blueprint(__name__)

_LASTS = timedelta(days=180)  # RFC 9116, 2.5.5: less than a year
_ONE_DAY = "public, max-age=86400"


@security_txt.route("/.well-known/security.txt", methods=["GET"])
@states_authentication("public")
def get_security_txt() -> Response:
    """Whom to write to. It expires half a year after it is asked for, so it never goes stale."""
    known = settings()
    expires = (datetime.now(UTC) + _LASTS).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = (
        f"Contact: {_contact(known.organizer_contact, known.portal_url)}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: en",
        f"Canonical: {known.portal_url}/.well-known/security.txt",
    )
    headers: dict[str, str | list[str]] = {
        "Content-Type": "text/plain; charset=utf-8",
        "Cache-Control": _ONE_DAY,
    }
    return Response(body="\n".join((*lines, "")), status_code=200, headers=headers)


def _contact(contact: str, portal_url: str) -> str:
    """RFC 9116 asks for a URI; a contact in words is on the help page."""
    if contact.startswith("https://"):
        return contact
    return f"mailto:{contact}" if "@" in contact and " " not in contact else f"{portal_url}/help"
