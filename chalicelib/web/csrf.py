"""Whether a form came from our own page: a token another site cannot know, and where it was sent from.

The token is an HMAC of a fixed word under a secret in a HttpOnly cookie (the access token, or the
form cookie before sign-in), so nothing is stored and a new sign-in makes old forms void.
"""

import hashlib
import hmac
from urllib.parse import urlsplit

from chalice.app import Request

from chalicelib.errors import Forbidden
from chalicelib.http import header
from chalicelib.settings import settings

FIELD = "csrf"
HEADER = "x-csrf-token"
_MESSAGE = b"ceu-portal form"
_REFUSED = (
    "For your safety, a page that stayed open while you signed in or out elsewhere cannot be sent. "
    "Nothing was changed. Open the page again and repeat what you did."
)


def token_for(secret: str) -> str:
    """The token of forms bound to `secret`, in hex."""
    return hmac.new(secret.encode(), _MESSAGE, hashlib.sha256).hexdigest()


def check(request: Request, secret: str, given: str) -> None:
    """Raises Forbidden unless the request was sent by a page of ours to the same visitor."""
    expected = token_for(secret)
    right = hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode())
    if not secret or not right or not _from_our_site(request):
        raise Forbidden(_REFUSED, code="form_expired")


def _from_our_site(request: Request) -> bool:
    # Browsers send one or both; a program that sends neither still needs the token.
    if header(request, "sec-fetch-site") not in ("", "same-origin", "none"):
        return False
    origin = header(request, "origin")
    hosts = {urlsplit(settings().portal_url).netloc, header(request, "host")}
    return not origin or urlsplit(origin).netloc in hosts - {""}
