"""What every HTTP request passes: a correlation id for the logs, safe headers, errors in our form."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import uuid4

from chalice.app import Request, Response

from chalicelib.http.problems import framework_problem
from chalicelib.http.request import header
from chalicelib.logs import logger
from chalicelib.settings import settings

GetResponse = Callable[[Request], Response]
Middleware = Callable[[Request, GetResponse], Response]

_YEAR_SECONDS = 31_536_000


def with_correlation_id(request: Request, get_response: GetResponse) -> Response:
    """Name the request in every log line; one line says how it ended."""
    logger.set_correlation_id(str(request.context.get("requestId") or uuid4()))
    response = get_response(request)
    route = str(
        request.context.get("resourcePath")
    )  # the pattern: a path may name a person's thing
    logger.info("request", method=request.method, route=route, status=response.status_code)
    return response


def with_safe_headers(request: Request, get_response: GetResponse) -> Response:
    """What every answer carries, whoever made it; HEAD answers as GET does, without the body."""
    response = get_response(request)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Cache-Control", "no-store")
    if settings().portal_url.startswith("https:"):
        response.headers.setdefault("Strict-Transport-Security", f"max-age={_YEAR_SECONDS}")
    if request.method == "HEAD":
        response.body = ""
    return response


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
