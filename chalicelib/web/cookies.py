"""The portal's two cookies: the sign-in, and what a form is bound to before there is one."""

from http.cookies import CookieError, SimpleCookie

from chalice.app import Request

from chalicelib.http.request import header
from chalicelib.settings import settings

SIGN_IN = "ceu-sign-in"
FORM = "ceu-form"
_DAY_SECONDS = 86_400


def read(request: Request, name: str) -> str:
    """A cookie's value, or ""."""
    try:
        found = SimpleCookie(header(request, "cookie")).get(_full_name(name))
    except CookieError:
        return ""
    return found.value if found else ""


def sign_in_cookie(token: str) -> str:
    """The Set-Cookie header that keeps a sign-in as long as its token can last."""
    return _set(SIGN_IN, token, settings().sign_in_days * _DAY_SECONDS)


def no_sign_in_cookie() -> str:
    """The Set-Cookie header that ends a sign-in."""
    return _set(SIGN_IN, "", 0)


def form_cookie(secret: str) -> str:
    """The Set-Cookie header of the secret that public forms are bound to; gone with the browser."""
    return _set(FORM, secret, None)


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
