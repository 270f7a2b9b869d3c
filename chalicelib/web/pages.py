"""Answers that are pages: rendered, redirected, or what went wrong."""

from chalice.app import Response
from markupsafe import Markup

from chalicelib.errors import PortalError
from chalicelib.settings import settings
from chalicelib.templating import render
from chalicelib.web import csrf, static
from chalicelib.web.headers import page_headers
from chalicelib.web.visit import Visit


def page(visit: Visit, template: str, *, status: int = 200, **values: object) -> Response:
    """A template of templates/ as a page, with what `portal/base.html` needs."""
    body = render(template, **_common(visit), **values)
    return Response(body=body, status_code=status, headers=_with_cookies(visit, page_headers()))


def redirect(visit: Visit, path: str, *, query: str = "", fragment: str = "") -> Response:
    """See another page of ours; `path` is ours by construction, or passed through `own_path`."""
    target = visit.url(path) + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")
    headers = _with_cookies(visit, page_headers()) | {"Location": target}
    return Response(body="", status_code=303, headers=headers)


def error_page(visit: Visit, error: PortalError) -> Response:
    """What is wrong, and where to go next."""
    made = page(visit, "portal/error.html", status=error.status, error=error)
    made.headers.update({k: v for k, v in error.headers.items() if k != "WWW-Authenticate"})
    return made


def _with_cookies(visit: Visit, headers: dict[str, str]) -> dict[str, str | list[str]]:
    answer: dict[str, str | list[str]] = dict(headers)
    if visit.set_cookies:
        answer["Set-Cookie"] = list(visit.set_cookies)
    return answer


def _common(visit: Visit) -> dict[str, object]:
    # Lazily: a page without a form sets no form cookie.
    def csrf_field() -> Markup:
        return Markup('<input type="hidden" name="{}" value="{}">').format(csrf.FIELD, visit.csrf)

    return {
        "visit": visit,
        "url": visit.url,
        "asset": lambda name: visit.url(static.path_of(name)),
        "csrf_field": csrf_field,
        "brand": settings(),
        "signed_in": bool(visit.token),
        "contact": _contact,
    }


def _contact() -> Markup:
    """The organizer's contact: a link to write to, where it is an address."""
    contact = settings().organizer_contact
    if "@" not in contact:
        return Markup("Contact {}").format(contact)
    return Markup('Write to <a href="mailto:{0}">{0}</a>').format(contact)
