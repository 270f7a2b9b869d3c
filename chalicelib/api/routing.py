"""How a /v1 view is called: the caller is authenticated first, and every error becomes a problem document."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from chalice.app import Blueprint, Request, Response

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


def signed_in(
    blueprint: Blueprint, *, proven: bool = False, takes_proof: bool = False
) -> Callable[..., Any]:
    """A view that takes the account whose token the request carries, and the present instant.

    `proven`: it can take the account away, so it asks for proof (403 `proof_required` without).
    `takes_proof`: it also takes `proved_at`, when there was proof for this token (None: not yet).
    """

    def decorate(view: Callable[..., Response]) -> Callable[..., Response]:
        @wraps(view)
        def answer(**path: str) -> Response:
            request = blueprint.current_request
            return _answer(lambda: _as_account(request, view, path, proven, takes_proof))

        return states_authentication("bearer")(answer)

    return decorate


def _as_account(
    request: Request,
    view: Callable[..., Response],
    path: dict[str, str],
    proven: bool,
    takes_proof: bool,
) -> Response:
    now = datetime.now(UTC)
    found = authenticate(bearer_token(request), now, Via.BEARER)
    check_path(path)
    if proven:
        proof.require(found.proved_at, now)
    also: dict[str, Any] = {"proved_at": found.proved_at} if takes_proof else {}
    return view(account=found.account, now=now, **path, **also)


def _answer(call: Callable[[], Response]) -> Response:
    try:
        return call()
    except PortalError as error:
        return problem(error)
