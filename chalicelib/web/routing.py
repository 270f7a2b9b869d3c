"""How a page is called. A page of another file needs no more than this:

    account_pages = Blueprint(__name__)

    @account_pages.route("/account", methods=["GET"])
    @signed_in_page(account_pages)
    def get_account(visit: Visit) -> Response:
        return page(visit, "portal/account.html", addresses=visit.account.addresses)

    @account_pages.route("/account/name", methods=["POST"], content_types=[FORM])
    @signed_in_page(account_pages)
    def post_name(visit: Visit) -> Response:
        service.rename(visit.account, visit.form().one("name"))
        return redirect(visit, "/account")

Every POST is checked for its token before the view runs, so each form carries
`{{ csrf_field() }}`. Links in templates are `{{ url("/help") }}`. A PortalError becomes an error
page; a view that can show it beside the form catches it. Visitors who are not signed in go to
the sign-in page and back.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from chalice.app import Blueprint, Request, Response

from chalicelib.domain.device import Via
from chalicelib.errors import Forbidden, PortalError, Unauthorized
from chalicelib.http.authentication import states_authentication
from chalicelib.http.problems import problem
from chalicelib.http.request import check_path, header
from chalicelib.services.people.authenticate import authenticate
from chalicelib.web import cookies, csrf
from chalicelib.web.form_parts import WITH_FILES
from chalicelib.web.forms import FORM
from chalicelib.web.pages import error_page, page, redirect
from chalicelib.web.proof import ask_for_proof
from chalicelib.web.signed_out import ask_to_sign_in, offer_to_send, typed
from chalicelib.web.visit import Visit, own_path, visit_of

__all__ = ["FORM", "Visit", "page", "public_json", "public_page", "redirect"]
__all__ += ["signed_in_json", "signed_in_page"]

View = Callable[..., Response]


def public_page(blueprint: Blueprint) -> Callable[[View], View]:
    """A page that anyone may open; its view takes the visit and the path's parameters."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(**path: str) -> Response:
            visit = visit_of(blueprint.current_request)
            return as_page(visit, lambda: _call(visit, view, path))

        return states_authentication("public")(answer)

    return decorate


def signed_in_page(blueprint: Blueprint, *, proven: bool = False) -> Callable[[View], View]:
    """A page of the account that is signed in (`visit.account`).

    `proven`: what it does can take the account away, so it asks for the password first, in place.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(**path: str) -> Response:
            visit = visit_of(blueprint.current_request)
            return as_page(
                visit, lambda: _or_kept(visit, lambda: _call_signed_in(visit, view, path, proven))
            )

        return states_authentication("cookie")(answer)

    return decorate


def public_json(blueprint: Blueprint) -> Callable[[View], View]:
    """What a public page's script asks for: the token in `X-CSRF-Token`, errors as JSON."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(**path: str) -> Response:
            visit = visit_of(blueprint.current_request)
            try:
                return _call(visit, view, path)
            except PortalError as error:
                return problem(error)

        return states_authentication("public")(answer)

    return decorate


def signed_in_json(blueprint: Blueprint) -> Callable[[View], View]:
    """What a page's script asks for: the same sign-in, the token in `X-CSRF-Token`, errors as JSON."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(**path: str) -> Response:
            visit = visit_of(blueprint.current_request)
            try:
                return _call_signed_in(visit, view, path)
            except PortalError as error:
                return problem(error)

        return states_authentication("cookie")(answer)

    return decorate


def _call_signed_in(
    visit: Visit, view: View, path: dict[str, str], proven: bool = False
) -> Response:
    know(visit)
    return _call(visit, view, path, proven)


def _or_kept(visit: Visit, call: Callable[[], Response]) -> Response:
    """What the call answers; a form of before somebody signed in again is shown as not sent yet."""
    try:
        return call()
    except Forbidden as expired:
        kept = typed(visit) if expired.code == csrf.EXPIRED and visit.who else []
        if not kept:
            raise
        return offer_to_send(visit, own_path(visit.path), kept, status=expired.status)


def know(visit: Visit) -> None:
    """Fill in who is signed in. Raises Unauthorized."""
    found = authenticate(visit.token, visit.now, Via.COOKIE)
    visit.who, visit.proved_at, visit.passkey_at = (
        found.account,
        found.proved_at,
        found.passkey_at,
    )


def _call(visit: Visit, view: View, path: dict[str, str], proven: bool = False) -> Response:
    check_path(path)
    if visit.request.method not in ("GET", "HEAD"):
        check_form(visit)
        if proven and (asked := ask_for_proof(visit)) is not None:
            return asked
    return view(visit=visit, **path)


def check_form(visit: Visit) -> None:
    """Whether what was sent is from our own page. Raises Forbidden."""
    csrf.check(visit.request, visit.secret(make=False), _given_token(visit))


def _given_token(visit: Visit) -> str:
    """Forms carry it as a field, scripts as a header."""
    if header(visit.request, "content-type").startswith((FORM, WITH_FILES)):
        return visit.form().one(csrf.FIELD)
    return header(visit.request, csrf.HEADER)


def as_page(
    visit: Visit,
    call: Callable[[], Response],
    failed: Callable[[Visit, PortalError], Response] = error_page,
) -> Response:
    """What the call answers, or the page that says what went wrong, as `failed` makes it."""
    try:
        return call()
    except Unauthorized:
        return _to_sign_in(visit)
    except PortalError as error:
        return failed(visit, error)


def _to_sign_in(visit: Visit) -> Response:
    """To the sign-in page and then back; it says so when a sign-in has ended.

    A form is answered with that page itself, so that what was typed goes along.
    """
    if visit.request.method == "POST":
        if visit.token:
            visit.set_cookies.append(cookies.no_sign_in_cookie())
            visit.token = ""  # nosec B105 # nobody is signed in any more
        return ask_to_sign_in(visit)
    path = own_path(visit.path, otherwise="/")
    query: dict[str, Any] = {} if path == "/" else {"next": path}
    if visit.token:
        query["ended"] = "1"
        visit.set_cookies.append(cookies.no_sign_in_cookie())
    return redirect(visit, "/sign-in", query=urlencode(query))


def framework_error(request: Request, response: Response) -> Response:
    """The framework's own error as a page, in our words."""
    status = HTTPStatus(response.status_code)
    kept = {name: str(v) for name, v in response.headers.items() if name == "Allow"}
    made = error_page(visit_of(request), _framework_words(status))
    made.status_code = response.status_code
    made.headers.update(kept)
    return made


def _framework_words(status: HTTPStatus) -> PortalError:
    if status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return PortalError("That doesn't work here. Go back and try again.")
    return PortalError("Something went wrong on our side. Try again in a moment.")
