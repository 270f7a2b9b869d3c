"""How a /v1 view is called: the caller is authenticated first, and every error becomes a problem document."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from chalice.app import Blueprint, Request, Response

from chalicelib.domain.account import Account
from chalicelib.domain.device import Via
from chalicelib.errors import PortalError
from chalicelib.http.authentication import states_authentication
from chalicelib.http.problems import problem
from chalicelib.http.request import check_path, header
from chalicelib.services.people import proof
from chalicelib.services.people.authenticate import authenticate

BEARER = "Bearer "


def bearer_token(request: Request) -> str:
    """The access token of a request, or ""."""
    value = header(request, "authorization")
    return value.removeprefix(BEARER).strip() if value.startswith(BEARER) else ""


def public(view: Callable[..., Response]) -> Callable[..., Response]:
    """A view that anyone may call."""

    @wraps(view)
    def answer(**path: str) -> Response:
        return _answer(lambda: view(**path))

    return states_authentication("public")(answer)


def signed_in(blueprint: Blueprint, *, proven: bool = False) -> Callable[..., Any]:
    """A view that takes the account whose token the request carries, and the present instant.

    `proven`: it can take the account away, so it asks for proof (403 `proof_required` without).
    """

    def decorate(view: Callable[..., Response]) -> Callable[..., Response]:
        @wraps(view)
        def answer(**path: str) -> Response:
            return _answer(lambda: _as_account(blueprint.current_request, view, path, proven))

        return states_authentication("bearer")(answer)

    return decorate


def _as_account(
    request: Request, view: Callable[..., Response], path: dict[str, str], proven: bool
) -> Response:
    now = datetime.now(UTC)
    account: Account = authenticate(bearer_token(request), now, Via.BEARER)
    check_path(path)
    if proven:
        proof.require(bearer_token(request), now)
    return view(account=account, now=now, **path)


def _answer(call: Callable[[], Response]) -> Response:
    try:
        return call()
    except PortalError as error:
        return problem(error)
