"""The portal's cookies: the sign-in, what a form is bound to before there is one, and a known browser."""

import re

from chalice.app import Request

from chalicelib.http.request import header
from chalicelib.settings import settings

SIGN_IN = "ceu-sign-in"
FORM = "ceu-form"
DEVICE = "ceu-device"
_DAY_SECONDS = 86_400
_DEVICE_DAYS = 400  # as long as browsers keep one
_OURS = re.compile(r"[A-Za-z0-9_-]{1,128}")  # what secrets.token_urlsafe makes


def read(request: Request, name: str) -> str:
    """A cookie's value, or "" where there is none that we could have set.

    Each part stands for itself: what another application under the same domain put into a cookie of
    its own cannot hide ours (RFC 6265, 5.4 sends them all in one line).
    """
    wanted = _full_name(name)
    for part in header(request, "cookie").split(";"):
        found, _, value = part.strip().partition("=")
        if found == wanted:
            return value if _OURS.fullmatch(value) else ""
    return ""


def sign_in_cookie(token: str) -> str:
    """The Set-Cookie header that keeps a sign-in as long as its token can last."""
    return _set(SIGN_IN, token, settings().sign_in_days * _DAY_SECONDS)


def no_sign_in_cookie() -> str:
    """The Set-Cookie header that ends a sign-in."""
    return _set(SIGN_IN, "", 0)


def form_cookie(secret: str) -> str:
    """The Set-Cookie header of the secret that public forms are bound to; gone with the browser."""
    return _set(FORM, secret, None)


def device_cookie(key: str) -> str:
    """The Set-Cookie header by which a browser is known again: no email tells of its next sign-in."""
    return _set(DEVICE, key, _DEVICE_DAYS * _DAY_SECONDS)


def _full_name(name: str) -> str:
    # A browser takes __Host- only with Secure, Path=/ and no Domain: no other host can set it.
    return f"__Host-{name}" if settings().secure_cookies else name


def _set(name: str, value: str, lasts_seconds: int | None) -> str:
    parts = [f"{_full_name(name)}={value}", "Path=/", "HttpOnly", "SameSite=Lax"]
    if lasts_seconds is not None:
        parts.append(f"Max-Age={lasts_seconds}")
    if settings().secure_cookies:
        parts.append("Secure")
    return "; ".join(parts)
