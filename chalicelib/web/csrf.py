"""Whether a form came from our own page: a token another site cannot know, and where it was sent from.

The token is a nonce and its HMAC under a secret in a HttpOnly cookie (the access token, or the form
cookie before sign-in), so nothing is stored and a new sign-in makes old forms void. It differs on
every page, so that its bytes cannot be guessed from how well pages compress (BREACH).
"""

import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from chalice.app import Request

from chalicelib.errors import Forbidden
from chalicelib.http.request import header
from chalicelib.settings import settings

FIELD = "csrf"
HEADER = "x-csrf-token"
EXPIRED = "form_expired"
_NONCE_BYTES = 8
_REFUSED = (
    "For your safety, you can't submit a page that was open while you signed in or out elsewhere. "
    "Nothing was changed. Open the page again and try once more."
)


def token_for(secret: str) -> str:
    """A token for one page's forms, bound to `secret`."""
    return _signed(secret, secrets.token_hex(_NONCE_BYTES))


def check(request: Request, secret: str, given: str) -> None:
    """Raises Forbidden unless the request was sent by a page of ours to the same visitor."""
    expected = _signed(secret, given.partition(".")[0])
    right = hmac.compare_digest(_bytes(given), _bytes(expected))
    if not secret or not right or not _from_our_site(request):
        raise Forbidden(_REFUSED, code=EXPIRED)


def from_our_page(request: Request) -> bool:
    """Whether the browser says that a page of ours sent it; a program that says nothing: False."""
    says = header(request, "sec-fetch-site") or header(request, "origin")
    return bool(says) and _from_our_site(request)


def _signed(secret: str, nonce: str) -> str:
    message = _bytes(f"ceu-portal form {nonce}")
    return f"{nonce}.{hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()}"


def _from_our_site(request: Request) -> bool:
    # Browsers send one or both; a program that sends neither still needs the token.
    if header(request, "sec-fetch-site") not in ("", "same-origin", "none"):
        return False
    origin = header(request, "origin")
    hosts = {urlsplit(settings().portal_url).netloc, header(request, "host")}
    return not origin or urlsplit(origin).netloc in hosts - {""}


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
