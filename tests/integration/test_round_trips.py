"""Round trips to AWS per request, authentication included: a figure that stays, unlike a time.

The routes are found from the app: a new one fails the first test until it has its figure here.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
from chalice.test import Client

from app import app as the_app
from chalicelib.domain.device import Device, Via
from chalicelib.domain.email_address import address_id
from chalicelib.services.people import passkey_options
from chalicelib.store.accounts_table import AddressItem
from chalicelib.store.certificates import records
from chalicelib.store.claims import claims
from chalicelib.store.keys import account_key, address_key, hash_of_token
from chalicelib.store.people import accounts, tokens
from chalicelib.web import csrf
from samples import world
from tests.support import calls
from tests.support.authenticator import Authenticator
from tests.support.client import Portal, run_consumer
from tests.support.mail import inbox, last_to

FORM = "application/x-www-form-urlencoded"
PHONE = Authenticator()
NEW, NEWER, NEWEST = "alice.b@home.example", "alice.c@home.example", "alice.d@home.example"
HOME, WORK = "alice@home.example", "alice@work.example"
SECOND_PASSWORD, THIRD_PASSWORD = "seven old bicycles rusting", "eleven young foxes singing"


class Figure(NamedTuple):
    """Calls to AWS; messages to the queue and emails, which are the point, are counted apart."""

    trips: int
    messages: int = 0
    emails: int = 0


class Request(NamedTuple):
    """`fields` makes the body from what Alice has when it is asked."""

    method: str
    path: str
    figure: Figure
    fields: Callable[[dict[str, str]], dict[str, Any]] = lambda _: {}


def _claimed(*session_ids: str, do: str = "save") -> Callable[[dict[str, str]], dict[str, Any]]:
    return lambda has: {
        "version": has["version"],
        "session": session_ids,
        "do": do,
        "name": "Alice",
    }


def _selected(*session_ids: str) -> Callable[[dict[str, str]], dict[str, Any]]:
    return lambda has: {
        "version": int(has["version"]),
        "selections": [{"session_id": session_id} for session_id in session_ids],
    }


def _made(has: dict[str, str]) -> dict[str, Any]:
    account = accounts.load("alice")
    assert account
    options = passkey_options.to_add(account, has["token"], datetime.now(UTC))
    return {"name": "Phone", "made": PHONE.create(json.loads(options))}


def _signed(has: dict[str, str]) -> dict[str, Any]:
    options = passkey_options.to_sign_in(has["token"], "a network", datetime.now(UTC))
    return {"passkey": PHONE.get(json.loads(options))}


# No page, form or call of version 0.1.0 takes more than it did there, but one, which says what for.
#
# In this order: what one changes, the next finds. Alice has three verified addresses, a claim and a
# certificate that was sent.
REQUESTS = [
    Request("GET", "/healthz", Figure(0)),
    Request("GET", "/.well-known/security.txt", Figure(0)),
    Request("GET", "/", Figure(0)),
    Request("GET", "/help", Figure(0)),
    Request("GET", "/privacy", Figure(0)),
    Request("GET", "/accessibility", Figure(0)),
    Request("GET", "/sign-in", Figure(0)),
    Request("GET", "/reset-password", Figure(0)),
    Request("GET", "/verify", Figure(0)),
    Request("GET", "/verify/{certificate_id}", Figure(2)),
    Request("GET", "/conferences", Figure(7)),
    Request("GET", "/conferences/{conference_id}", Figure(4)),
    Request("GET", "/certificates", Figure(3)),
    Request("GET", "/certificates/{certificate_id}", Figure(6)),
    Request("GET", "/certificates/{certificate_id}/progress", Figure(5)),
    Request("GET", "/certificates/{certificate_id}/pdf", Figure(5)),
    # 2 in 0.1.0; its devices lie apart (docs/adr/0020-passkeys-beside-the-password.md).
    Request("GET", "/account", Figure(3)),
    Request("GET", "/account/password", Figure(2)),
    Request("GET", "/account/delete", Figure(2)),
    Request("GET", "/account/licenses", Figure(2)),
    Request(
        "POST",
        "/account/licenses",
        Figure(3),
        lambda _: {"board": "Texas", "kind": "LPC", "number": "1234"},
    ),
    Request("GET", "/v1/account/licenses", Figure(2)),
    Request("PUT", "/v1/account/licenses", Figure(3), lambda _: {"licenses": []}),
    Request("GET", "/account/export", Figure(9)),
    Request("GET", "/v1/account", Figure(2)),
    Request("GET", "/v1/account/export", Figure(8)),
    Request("GET", "/v1/account/devices", Figure(3)),
    Request("DELETE", "/v1/account/devices/{device}", Figure(4)),
    Request("POST", "/account/devices/{device}/end", Figure(4)),
    # A guess: a counter before the work, cleared after it; then the note of the proof.
    Request("POST", "/v1/account/proof", Figure(5), lambda _: {"password": world.PASSWORD}),
    Request("GET", "/v1/conferences", Figure(7)),
    Request("GET", "/v1/conferences/{conference_id}", Figure(4)),
    Request("GET", "/v1/certificates", Figure(3)),
    Request("GET", "/record", Figure(3)),
    Request("GET", "/record.csv", Figure(3)),
    Request("GET", "/v1/record", Figure(3)),
    # A query for what each of its certificates says, here one.
    Request("POST", "/record", Figure(5, messages=1)),
    Request("POST", "/v1/records", Figure(3), lambda _: {}),
    Request("GET", "/v1/records/{record_id}", Figure(4)),
    Request("GET", "/record/{record_id}/pdf", Figure(4)),
    Request("GET", "/v1/records/{record_id}/pdf", Figure(4)),
    Request("GET", "/record/renewals", Figure(3)),
    Request(
        "POST",
        "/record/renewals",
        Figure(3),
        lambda _: {"label": "Texas", "ends_on": "2027-08-31", "years": "5"},
    ),
    Request("GET", "/v1/account/renewals", Figure(2)),
    Request("PUT", "/v1/account/renewals", Figure(3), lambda _: {"renewals": []}),
    Request("GET", "/v1/certificates/{certificate_id}", Figure(5)),
    Request("GET", "/v1/certificates/{certificate_id}/pdf", Figure(5)),
    Request("POST", "/certificates/{certificate_id}", Figure(5)),
    Request("POST", "/v1/certificates/{certificate_id}/rounds", Figure(5)),
    Request(
        "PUT", "/v1/conferences/{conference_id}/claim", Figure(5), _selected("opening", "second")
    ),
    Request("POST", "/v1/conferences/{conference_id}/certificates", Figure(5, messages=1)),
    Request("PUT", "/conferences/{conference_id}/claim", Figure(5), _selected("opening")),
    Request("POST", "/conferences/{conference_id}/certificates", Figure(5, messages=1)),
    Request("POST", "/conferences/{conference_id}", Figure(5), _claimed("second")),
    Request("POST", "/conferences/{conference_id}", Figure(5), _claimed(do="clear")),
    Request(
        "POST",
        "/conferences/{conference_id}",
        Figure(6, messages=1),
        _claimed("opening", "midnight", do="generate"),
    ),
    Request("POST", "/account/passkeys/new", Figure(4)),
    Request("POST", "/account/passkeys", Figure(6, emails=3), _made),
    Request("POST", "/account/passkeys", Figure(6, emails=3), _made),
    Request("GET", "/account/passkeys", Figure(2)),
    Request("POST", "/account/passkeys/challenge", Figure(4)),
    Request("POST", "/sign-in/passkey/challenge", Figure(2)),
    Request("POST", "/sign-in/passkey", Figure(8, emails=3), _signed),
    Request("POST", "/account/passkeys/{passkey}/name", Figure(3), lambda _: {"name": "Old"}),
    Request("GET", "/v1/account/passkeys", Figure(2)),
    Request("PATCH", "/v1/account/passkeys/{passkey}", Figure(4), lambda _: {"name": "New"}),
    Request("POST", "/account/passkeys/{passkey}/remove", Figure(3, emails=3)),
    Request("DELETE", "/v1/account/passkeys/{passkey}", Figure(3, emails=3)),
    Request("PATCH", "/v1/account", Figure(4), lambda _: {"name": "Alice A."}),
    Request("POST", "/account/name", Figure(4), lambda _: {"name": "Alice B."}),
    Request("POST", "/v1/account/addresses", Figure(8, emails=1), lambda _: {"address": NEW}),
    Request("POST", "/v1/account/addresses/{new}/mail", Figure(8, emails=1)),
    Request(
        "POST",
        "/v1/account/addresses/{new}/verification",
        Figure(10, emails=3),
        lambda _: {"code": last_to(NEW).code},
    ),
    Request("POST", "/v1/account/addresses/{new}/primary", Figure(4)),
    Request("DELETE", "/v1/account/addresses/{new}", Figure(4, emails=4)),
    Request("POST", "/v1/account/addresses", Figure(8, emails=1), lambda _: {"address": NEWER}),
    Request(
        "POST",
        "/v1/account/verification",
        Figure(7, emails=3),
        lambda _: {"token": last_to(NEWER).token},
    ),
    Request("POST", "/account/addresses/{newer}/remove", Figure(4, emails=4)),
    Request("POST", "/account/addresses", Figure(8, emails=1), lambda _: {"address": NEWEST}),
    Request("POST", "/account/addresses/{newest}/mail", Figure(8, emails=1)),
    Request("GET", "/account/verify/{verification}", Figure(3)),
    Request("POST", "/account/verify/{verification}", Figure(7, emails=3)),
    Request("POST", "/account/addresses/{newest}/primary", Figure(4)),
    Request("POST", "/account/addresses", Figure(8, emails=1), lambda _: {"address": NEWER}),
    Request(
        "POST",
        "/account/addresses/{newer}/code",
        Figure(10, emails=4),
        lambda _: {"code": last_to(NEWER).code},
    ),
    # A guess as above; the names of all conferences, which a new password may not be made of; one write.
    Request(
        "PUT",
        "/v1/account/password",
        Figure(6, emails=5),
        lambda _: {"current_password": world.PASSWORD, "new_password": SECOND_PASSWORD},
    ),
    Request(
        "POST",
        "/account/password",
        Figure(4, emails=5),
        lambda _: {"password": THIRD_PASSWORD},
    ),
    Request("DELETE", "/v1/account/devices", Figure(3)),
    Request("POST", "/v1/account/sign-out-everywhere", Figure(3)),
    Request("POST", "/account/sign-out-everywhere", Figure(3)),
    Request("POST", "/v1/access", Figure(4, emails=1), lambda _: {"email": HOME}),
    Request(
        "POST",
        "/v1/access/password",
        Figure(7, emails=5),
        lambda _: {"token": last_to(HOME).token, "password": SECOND_PASSWORD},
    ),
    Request("POST", "/reset-password", Figure(4, emails=1), lambda _: {"email": WORK}),
    Request("GET", "/set-password/{access}", Figure(3)),
    Request(
        "POST",
        "/set-password/{access}",
        Figure(7, emails=10),
        lambda _: {"password": THIRD_PASSWORD},
    ),
    Request(
        "POST",
        "/v1/sign-in",
        Figure(8),
        lambda _: {"email": HOME, "password": THIRD_PASSWORD},
    ),
    Request(
        "POST",
        "/sign-in",
        Figure(8, emails=5),
        lambda _: {"email": HOME, "password": THIRD_PASSWORD},
    ),
    Request("POST", "/v1/sign-out", Figure(3)),
    Request("POST", "/sign-out", Figure(1), lambda _: {"account": "alice"}),
    Request("GET", "/restore-address/{restored}", Figure(3)),
    Request("GET", "/confirm-removal/{confirmed}", Figure(2)),
    Request("POST", "/confirm-removal/{confirmed}", Figure(3)),
    Request("POST", "/restore-address/{restored}", Figure(6, emails=5)),
    Request("POST", "/account/delete", Figure(7, emails=1)),
    Request(
        "POST", "/v1/account/deletion", Figure(9, emails=1), lambda _: {"password": world.PASSWORD}
    ),
]
# The names this file gives to a path's parameters, and the app's.
PARAMETERS = {
    "{device}": "{device_id}",
    "{passkey}": "{passkey_id}",
    "{new}": "{address_id}",
    "{newer}": "{address_id}",
    "{newest}": "{address_id}",
    "{verification}": "{token}",
    "{access}": "{token}",
    "{restored}": "{token}",
    "{confirmed}": "{token}",
}
# Others than Alice, since how many items an account has is how many calls its deletion takes.
LEAVING = {"/v1/account/deletion": "bob", "/account/delete": "charlie"}
# The console's are in console/test_console_round_trips.py; an invitation's have no figures yet.
ELSEWHERE = ("/console", "/invitation")
FREE = {("GET", "/static/{digest}/{file}"), ("GET", "/{unknown}")}  # from the package, and nothing


def _route(request: Request) -> tuple[str, str]:
    path = request.path
    for ours, theirs in PARAMETERS.items():
        path = path.replace(ours, theirs)
    return request.method, path


@pytest.fixture
def alice(app: Any) -> Portal:
    world.hold()
    world.enrol("alice", "Alice Ångström", world.ALICE, HOME, WORK)
    world.enrol("bob", "Bob Virtual", world.BOB)
    world.enrol("charlie", "Charlie Outsider", world.CHARLIE)
    world.register(world.ALICE)
    # Long enough hers for removals to be confirmed from there.
    AddressItem(account_key("alice"), address_key(HOME)).update(
        [AddressItem.added_at.set(datetime.now(UTC) - timedelta(days=31))]
    )
    portal = Portal(app)
    portal.sign_in(world.ALICE, world.PASSWORD)
    portal.claim("spring", "opening")
    return portal


def test_every_route_has_its_figure() -> None:
    every = {(method, path) for path, methods in the_app.routes.items() for method in methods}
    routes = {(method, path) for method, path in every if method != "HEAD"}  # GET's own view
    ours = {route for route in routes if not route[1].startswith(ELSEWHERE)}
    assert ours - FREE == {_route(request) for request in REQUESTS}


def test_every_page_form_and_call_takes_as_many_round_trips_as_stated(
    app: Any, alice: Portal
) -> None:
    certificate_id = alice.generate("spring").json["id"]
    run_consumer(app)
    wrong = []
    for request in REQUESTS:
        if request.path == "/v1/records/{record_id}":
            run_consumer(app)
        status, made = _counted(app, request, certificate_id)
        if status >= 400 or made != request.figure:
            wrong.append((request.method, request.path, status, tuple(made)))
    assert wrong == []


def _counted(app: Any, request: Request, certificate_id: str) -> tuple[int, Figure]:
    token = _signed_in(LEAVING.get(request.path, "alice"), request.path)
    has = {"token": token, "version": str(claims.at_conference("alice", "spring").claim.version)}
    path, headers, body = request.path, {"Accept": "*/*"}, b""
    for name, value in _filled(request.path, certificate_id).items():
        path = path.replace(f"{{{name}}}", value)
    if path.startswith("/v1/"):
        headers |= {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        body = json.dumps(request.fields(has)).encode() if request.method != "GET" else b""
    elif request.method != "GET":
        as_form = request.method == "POST" and not path.endswith(("/certificates", "/challenge"))
        fields = request.fields(has)
        headers["Content-Type"] = FORM if as_form else "application/json"
        sent = {"csrf": csrf.token_for(token), **fields}
        body = (urlencode(sent, doseq=True) if as_form else json.dumps(fields)).encode()
    if not path.startswith("/v1/"):
        cookie = {"Cookie": f"__Host-ceu-sign-in={token}", "X-CSRF-Token": csrf.token_for(token)}
        headers |= cookie
    calls.made.clear()
    answer = Client(app).http.request(request.method, path, headers, body)
    messages, emails = calls.made.count("SendMessage"), calls.made.count("SendEmail")
    return answer.status_code, Figure(len(calls.made) - messages - emails, messages, emails)


def _filled(path: str, certificate_id: str) -> dict[str, str]:
    """What stands in a path: ids, and the tokens of the last emails."""
    found = {
        "certificate_id": certificate_id,
        "conference_id": "spring",
        "new": address_id(NEW),
        "newer": address_id(NEWER),
        "newest": address_id(NEWEST),
    }
    if "{record_id}" in path:
        found["record_id"] = records.with_holdings("alice")[1][0].public_id
    if "{device}" in path:
        found["device"] = hash_of_token(_signed_in("alice", path))[:16]
    if "{passkey}" in path:
        account = accounts.load("alice")
        found["passkey"] = account.passkeys[0].id if account else ""
    if "{verification}" in path:
        found["verification"] = last_to(NEWEST).token
    if "{confirmed}" in path:
        # NEWER's: what restores NEW is used by a later request.
        sent = [
            mail for mail in inbox(HOME) if NEWER in mail.text and "/confirm-removal/" in mail.text
        ]
        found["confirmed"] = sent[-1].token
    if "{restored}" in path:
        found["restored"] = last_to(NEW).token
    if "{access}" in path:
        found["access"] = last_to(WORK).token
    return found


def _signed_in(account_id: str, path: str) -> str:
    """Signed in as the path asks for, the password given a moment ago."""
    account = accounts.load(account_id)
    version = account.credentials_version if account else 0
    now = datetime.now(UTC)
    device = Device(Via.BEARER if path.startswith("/v1/") else Via.COOKIE, "A browser")
    token = tokens.issue(account_id, version, now, timedelta(days=1), device)
    tokens.prove(token, now)
    return token
