"""What every HTTP request passes through: a correlation id, safe headers, and our form of errors."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import uuid4

from chalice.app import Request, Response

from chalicelib import metrics
from chalicelib.http.problems import framework_problem
from chalicelib.http.request import header
from chalicelib.logs import logger
from chalicelib.metrics import Metric
from chalicelib.settings import settings

_SIGN_INS = {("POST", "/v1/sign-in"), ("POST", "/sign-in"), ("POST", "/sign-in/passkey")}
GetResponse = Callable[[Request], Response]
Middleware = Callable[[Request, GetResponse], Response]

_NO_PAGE = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
_YEAR_SECONDS = 31_536_000


def with_correlation_id(request: Request, get_response: GetResponse) -> Response:
    """Name the request in every log line; one line says how it ended."""
    metrics.started()
    logger.set_correlation_id(str(request.context.get("requestId") or uuid4()))
    response = get_response(request)
    route = str(
        request.context.get("resourcePath")
    )  # the pattern: a path may name a person's thing
    logger.info("request", method=request.method, route=route, status=response.status_code)
    _count(request.method, route, response.status_code)
    return response


def with_safe_headers(request: Request, get_response: GetResponse) -> Response:
    """Headers of every answer, the framework's own included; HEAD answers like GET, without the body."""
    response = get_response(request)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    # A page has its own; anything else shows nothing, loads nothing and is in no frame.
    response.headers.setdefault("Content-Security-Policy", _NO_PAGE)
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    response.headers.setdefault("Cache-Control", "no-store")
    if settings().portal_url.startswith("https:"):
        response.headers.setdefault("Strict-Transport-Security", f"max-age={_YEAR_SECONDS}")
    if request.method == "HEAD":
        response.body = ""
    return response


def _count(method: str, route: str, status: int) -> None:
    """A refused sign-in is counted wherever it comes from; which limit refused it does not matter."""
    refused = (HTTPStatus.UNAUTHORIZED, HTTPStatus.TOO_MANY_REQUESTS)
    if (method, route) in _SIGN_INS and status in refused:
        metrics.record(Metric.REFUSED_SIGN_INS)


def with_own_errors(error_page: Callable[[Request, Response], Response]) -> Middleware:
    """Give the framework's own errors the form of ours: a page for a browser, else a problem."""

    def answer(request: Request, get_response: GetResponse) -> Response:
        response = get_response(request)
        ours = isinstance(response.body, str)
        if response.status_code < HTTPStatus.BAD_REQUEST or ours:
            return response
        return (
            error_page(request, response) if _wants_a_page(request) else framework_problem(response)
        )

    return answer


def _wants_a_page(request: Request) -> bool:
    """Whether a person's browser asks, rather than the app or a script."""
    return not request.path.startswith("/v1/") and "text/html" in header(request, "accept")
