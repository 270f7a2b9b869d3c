"""Every route says who may call it: one that says nothing is a route somebody forgot."""

from typing import Any

import pytest

from app import app
from chalicelib.domain.grant import Role

# Who may call without a sign-in. A new one is a decision: add it here.
PUBLIC = {
    ("GET", "/"),
    ("GET", "/.well-known/security.txt"),
    ("GET", "/confirm-removal/{token}"),
    ("POST", "/confirm-removal/{token}"),
    ("GET", "/healthz"),
    ("GET", "/help"),
    ("GET", "/privacy"),
    ("GET", "/accessibility"),
    ("GET", "/invitation/{token}"),
    ("POST", "/invitation/{token}"),
    ("POST", "/invitation/{token}/passkey"),
    ("GET", "/reset-password"),
    ("POST", "/reset-password"),
    ("GET", "/restore-address/{token}"),
    ("POST", "/restore-address/{token}"),
    ("GET", "/set-password/{token}"),
    ("POST", "/set-password/{token}"),
    ("GET", "/sign-in"),
    ("POST", "/sign-in"),
    ("POST", "/sign-in/passkey"),
    ("POST", "/sign-in/passkey/challenge"),
    ("POST", "/sign-out"),
    ("GET", "/static/{digest}/{file}"),
    ("GET", "/verify"),
    ("GET", "/verify/{certificate_id}"),
    ("GET", "/{unknown}"),
    ("POST", "/v1/access"),
    ("POST", "/v1/access/password"),
    ("POST", "/v1/sign-in"),
}
ROUTES = [
    (method, path, entry.view_function)
    for path, methods in app.routes.items()
    for method, entry in methods.items()
    if method != "HEAD"  # GET's own view, as the last test sees
]


@pytest.mark.parametrize(("method", "path", "view"), ROUTES, ids=[f"{m} {p}" for m, p, _ in ROUTES])
def test_a_route_states_its_authentication(method: str, path: str, view: Any) -> None:
    stated = getattr(view, "authentication", None)
    if (method, path) in PUBLIC:
        assert stated == "public"
    else:
        assert stated == ("bearer" if path.startswith("/v1/") else "cookie")


def test_every_page_of_the_console_states_the_role_it_needs_and_no_other_does() -> None:
    for method, path, view in ROUTES:
        stated = getattr(view, "role", None)
        assert (stated is not None) == (path.split("/")[1] == "console"), path
        if stated is not None:
            assert method in ("GET", "POST")
            assert stated in tuple(Role)
            # A reader changes nothing; the passkey that opens the console is no change.
            assert method == "GET" or path == "/console" or stated.may(Role.EDITOR), path


def test_no_public_route_is_listed_that_is_gone() -> None:
    assert {(method, path) for method, path, _ in ROUTES} >= PUBLIC


def test_head_answers_wherever_get_does_by_the_same_view() -> None:
    for path, methods in app.routes.items():
        assert ("HEAD" in methods) == ("GET" in methods), path
        if "GET" in methods:
            assert methods["HEAD"].view_function is methods["GET"].view_function
