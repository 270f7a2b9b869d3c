"""Every route that the app has, with no sign-in, one that is over, and somebody else's.

The routes are found from the app: a new one that is not described here fails the first test.
"""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from app import app as the_app
from chalicelib.domain.email_address import address_id
from chalicelib.store.people import credentials, tokens
from chalicelib.web import csrf
from samples import world
from tests.support.client import Portal, run_consumer
from tests.support.mail import last_to
from tests.support.passkeys import a_passkey
from tests.support.tables import everything

HOME = "alice.a@home.example"
FORM = "application/x-www-form-urlencoded"
Route = tuple[str, str]
Fill = dict[str, str]

# A request that would change something, were it the account's own.
JSON_BODIES: dict[Route, Callable[[Fill], Any]] = {
    ("POST", "/v1/sign-out"): lambda _: None,
    ("PATCH", "/v1/account"): lambda _: {"name": "Mallory"},
    ("POST", "/v1/account/addresses"): lambda _: {"address": "mallory@else.example"},
    ("DELETE", "/v1/account/addresses/{address_id}"): lambda _: None,
    ("POST", "/v1/account/addresses/{address_id}/mail"): lambda _: None,
    ("POST", "/v1/account/addresses/{address_id}/primary"): lambda _: None,
    ("POST", "/v1/account/addresses/{address_id}/verification"): lambda it: {"code": it["code"]},
    ("POST", "/v1/account/verification"): lambda it: {"token": it["token"]},
    ("PUT", "/v1/account/password"): lambda _: {
        "current_password": world.PASSWORD,
        "new_password": "seven old bicycles rusting",
    },
    ("POST", "/v1/account/sign-out-everywhere"): lambda _: None,
    ("POST", "/v1/account/proof"): lambda _: {"password": world.PASSWORD},
    ("PATCH", "/v1/account/passkeys/{passkey_id}"): lambda _: {"name": "Mallory"},
    ("DELETE", "/v1/account/passkeys/{passkey_id}"): lambda _: None,
    ("POST", "/account/passkeys/challenge"): lambda _: {},
    ("DELETE", "/v1/account/devices"): lambda _: None,
    ("DELETE", "/v1/account/devices/{device_id}"): lambda _: None,
    ("PUT", "/v1/account/licenses"): lambda _: {
        "licenses": [{"board": "Texas", "kind": "LPC", "number": "1234"}]
    },
    ("PUT", "/v1/account/renewals"): lambda _: {
        "renewals": [{"label": "Texas", "ends_on": "2027-08-31", "years": 5}]
    },
    ("POST", "/v1/records"): lambda _: {"from": "2020-01-01"},
    ("POST", "/v1/account/deletion"): lambda _: {"password": world.PASSWORD},
    ("PUT", "/v1/conferences/{conference_id}/claim"): lambda _: {
        "version": 1,
        "selections": [{"session_id": "second"}],
    },
    ("POST", "/v1/conferences/{conference_id}/certificates"): lambda _: {"name": "Mallory"},
    ("POST", "/v1/certificates/{certificate_id}/rounds"): lambda _: None,
    ("POST", "/conferences/{conference_id}/certificates"): lambda _: {"name": "Mallory"},
    ("PUT", "/conferences/{conference_id}/claim"): lambda _: {
        "version": 1,
        "selections": [{"session_id": "second"}],
    },
}
FORMS: dict[Route, Callable[[Fill], dict[str, str]]] = {
    ("POST", "/account/name"): lambda _: {"name": "Mallory"},
    ("POST", "/account/addresses"): lambda _: {"address": "mallory@else.example"},
    ("POST", "/account/addresses/{address_id}/code"): lambda it: {"code": it["code"]},
    ("POST", "/account/addresses/{address_id}/mail"): lambda _: {},
    ("POST", "/account/addresses/{address_id}/primary"): lambda _: {},
    ("POST", "/account/addresses/{address_id}/remove"): lambda _: {},
    ("POST", "/account/verify/{token}"): lambda _: {},
    ("POST", "/account/password"): lambda _: {
        "current_password": world.PASSWORD,
        "password": "seven old bicycles rusting",
    },
    ("POST", "/account/passkeys/new"): lambda _: {},
    ("POST", "/account/passkeys"): lambda _: {"name": "Mallory", "made": "{}"},
    ("POST", "/account/passkeys/{passkey_id}/name"): lambda _: {"name": "Mallory"},
    ("POST", "/account/passkeys/{passkey_id}/remove"): lambda _: {},
    ("POST", "/account/sign-out-everywhere"): lambda _: {},
    ("POST", "/account/devices/{device_id}/end"): lambda _: {},
    ("POST", "/account/licenses"): lambda _: {"board": "Texas", "kind": "LPC", "number": "1234"},
    ("POST", "/account/delete"): lambda _: {"password": world.PASSWORD},
    ("POST", "/conferences/{conference_id}"): lambda _: {"version": "1", "session": "second"},
    ("POST", "/certificates/{certificate_id}"): lambda _: {},
    ("POST", "/record"): lambda _: {"from": "2020-01-01"},
    ("POST", "/record/renewals"): lambda _: {
        "label": "Texas",
        "ends_on": "2027-08-31",
        "years": "5",
    },
}
ROUTES: list[Route] = [
    (method, path)
    for path, methods in the_app.routes.items()
    for method, entry in methods.items()
    if getattr(entry.view_function, "authentication", None) != "public" and method != "HEAD"
]
# Who may do what there is in console/test_doors.py; here, that nobody else may.
FORMS |= {
    route: lambda _: {}
    for route in ROUTES
    if route[0] == "POST" and route[1].startswith("/console")
}


@pytest.fixture
def fill(app: Any, alice: Portal) -> Fill:
    """What Alice has: a claim, a certificate that was sent, and an address with its email."""
    alice.claim("spring", "opening")
    certificate = alice.generate("spring").json["id"]
    record = alice.call("POST", "/v1/records", {}).json["id"]
    run_consumer(app)
    alice.prove(world.PASSWORD)
    alice.call("POST", "/v1/account/addresses", {"address": HOME})
    mail = last_to(HOME)
    return {
        "conference_id": "spring",
        "certificate_id": certificate,
        "record_id": record,
        "address_id": address_id(HOME),
        "token": mail.token,
        "code": mail.code,
        "passkey_id": a_passkey("alice"),
        "device_id": alice.call("GET", "/v1/account/devices").json["devices"][0]["id"],
        "sample": "certificate",
    }


def _ask(app: Any, route: Route, fill: Fill, token: str) -> Any:
    method, path = route
    for name, value in fill.items():
        path = path.replace(f"{{{name}}}", value)
    headers = {"Accept": "*/*"}
    body = b""
    if route in FORMS:
        headers["Content-Type"] = FORM
        body = urlencode({"csrf": csrf.token_for(token), **FORMS[route](fill)}).encode()
    elif route in JSON_BODIES:
        headers["Content-Type"] = "application/json"
        given = JSON_BODIES[route](fill)
        body = b"" if given is None else json.dumps(given).encode()
    if token and path.startswith("/v1/"):
        headers["Authorization"] = f"Bearer {token}"
    elif token:
        headers |= {
            "Cookie": f"__Host-ceu-sign-in={token}",
            "X-CSRF-Token": csrf.token_for(token),
        }
    return Portal(app).client.http.request(method, path, headers=headers, body=body)


def _over() -> Iterator[str]:
    """Tokens that prove nothing: none, no token at all, and each way one can be over."""
    now, month = datetime.now(UTC), timedelta(days=30)
    yield ""
    yield "not-a-token"
    yield tokens.issue("alice", 0, now - month, month)
    yield tokens.issue("alice", 0, now - timedelta(days=15), month)
    signed_out = tokens.issue("alice", 0, now, month)
    tokens.revoke(signed_out, "alice")
    yield signed_out
    world.enrol("dana", "Dana", "dana@school.example")
    ended = tokens.issue("dana", 0, now, month)
    credentials.end_sign_ins("dana")
    yield ended
    yield tokens.issue("nobody", 0, now, month)


def test_every_route_that_changes_something_is_described_here() -> None:
    changing = {route for route in ROUTES if route[0] != "GET"}
    assert changing == JSON_BODIES.keys() | FORMS.keys()
    assert len(ROUTES) > 40


def test_without_a_sign_in_everything_is_refused_alike_and_nothing_changes(
    app: Any, fill: Fill
) -> None:
    over = list(_over())
    before = everything()
    for route in ROUTES:
        answers = [_ask(app, route, fill, token) for token in over]
        if route[1].startswith("/v1/"):
            assert {answer.status_code for answer in answers} == {401}, route
            assert len({answer.body for answer in answers}) == 1, route
        else:
            # A page leads to sign-in; what a page's script asks for is told.
            assert {answer.status_code for answer in answers} in ({303}, {401}), route
            for answer in answers:
                leads_to = answer.headers.get("Location", "/sign-in")
                assert leads_to.split("?")[0] == "/sign-in", route
        assert everything() == before, route


def test_alices_things_are_to_an_outsider_what_does_not_exist(app: Any, fill: Fill) -> None:
    now = datetime.now(UTC)
    before = _of_alice()
    nothing = {**fill, "conference_id": "none", "certificate_id": "CEU-NONE", "record_id": "NONE"}
    nothing |= {
        "passkey_id": "0" * 64,
        "device_id": "0" * 16,
        "address_id": "0" * 16,
        "token": f"{'0' * 16}.none",
    }
    for number, route in enumerate(ROUTES):
        # A new outsider each time: some of them delete their own account.
        name = f"outsider{number}"
        world.enrol(name, "Charlie Outsider", f"{name}@else.example")
        token = _proven(name, now)
        answer = _ask(app, route, fill, token)
        if (
            "{" in route[1]
            or route[1].startswith("/console")
            or route[1] == "/v1/account/verification"
        ):
            token = _proven(name, now)
            absent = _ask(app, route, nothing, token)
            assert answer.status_code == absent.status_code == 404, route
            assert _words(answer, fill) == _words(absent, nothing), route
        assert _of_alice() == before, route


def _proven(account_id: str, now: datetime) -> str:
    """A sign-in whose person just gave their password: what is refused is refused for another reason."""
    token = tokens.issue(account_id, 0, now, timedelta(days=1))
    tokens.prove(token, now)
    return token


def _words(answer: Any, filled: Fill) -> str:
    """An answer without what was asked for, and without the token its forms are bound to."""
    text = str(answer.body)
    for value in filled.values():
        text = text.replace(value, "…")
    return "\n".join(line for line in text.splitlines() if 'name="csrf"' not in line)


def _of_alice() -> dict[str, Any]:
    """All that belongs to her: account, addresses, registrations, sign-ins, claims, certificates."""

    def hers(item: dict[str, Any]) -> bool:
        account, key = item.get("account_id", {}).get("S"), item["pk"]["S"]
        return account == "alice" or key == "ACCOUNT#alice" or key.startswith("EMAIL#alice")

    found = everything()
    return {
        table: [item for item in items if table == "bucket" or hers(item)]
        for table, items in found.items()
    }
