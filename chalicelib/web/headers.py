"""The headers of every page: only our own files load, nothing is cached, and no site can frame them."""

from functools import cache
from urllib.parse import urlsplit

from chalicelib.settings import settings


@cache
def page_headers() -> dict[str, str]:
    """Security headers of a page; the middleware adds what every answer carries."""
    return {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "no-store",
        "Content-Security-Policy": _content_security_policy(),
        "X-Content-Type-Options": "nosniff",
        # Not no-referrer: under it a browser sends our own forms with `Origin: null`.
        "Referrer-Policy": "same-origin",
        "X-Frame-Options": "DENY",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def with_form_to(address: str) -> str:
    """The policy of a page whose form goes to another address as well: the bucket's."""
    parts = urlsplit(address)
    return _content_security_policy(f" {parts.scheme}://{parts.netloc}")


def _content_security_policy(forms: str = "") -> str:
    logo = urlsplit(settings().brand_logo_url)
    images = f" {logo.scheme}://{logo.netloc}" if logo.scheme == "https" else ""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src 'self' data:{images}",
            "connect-src 'self'",
            f"form-action 'self'{forms}",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )
