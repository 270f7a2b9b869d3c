"""A stolen console session: the cookie alone, its passkey used this morning but not just now.

No method that the app has takes an account or a role away with it, or gives one: each ends at 403 or asks
for the passkey. The routes are found from the app, so that a new one cannot be forgotten.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from chalicelib.domain.audit import By
from chalicelib.domain.device import Device, Via
from chalicelib.domain.email_address import address_id
from chalicelib.domain.grant import Role
from chalicelib.services.console.invite import Invite, invite
from chalicelib.store.people import accounts, passkeys, tokens
from chalicelib.web import csrf
from samples import world
from tests.integration.account.test_sudo import FROM_THE_MAILBOX
from tests.integration.test_every_route import FORM, FORMS, JSON_BODIES, ROUTES
from tests.support.client import Portal
from tests.support.passkeys import a_passkey
from tests.support.tables import everything

INVITED, THIEF = "ivan@prairie.example", "mallory@else.example"
WHY = {"reason": "She called us.", "why": "She called us."}
CHANGING = [route for route in ROUTES if route[0] != "GET" and route not in FROM_THE_MAILBOX]
PEOPLE, TEAM = "/console/{conference_id}/people/{account_id}", "/console/{conference_id}/team"
# What a thief would send; other forms of the console are sent with a reason alone.
TYPED: Mapping[str, Mapping[str, str]] = {
    TEAM: {"email": THIEF, "role": "owner"},
    f"{TEAM}/{{account_id}}/role": {"role": "owner"},
    f"{PEOPLE}/recover": {"email": THIEF, **WHY},
    f"{PEOPLE}/registration": {"from": address_id(world.ALICE), "email": THIEF, **WHY},
    f"{PEOPLE}/name": {"name": "Mallory", **WHY},
}
# Each of these changes accounts or roles when the passkey is used, and asks for it otherwise.
ASKS = {
    ("POST", TEAM),
    ("POST", f"{TEAM}/{{account_id}}/role"),
    ("POST", f"{TEAM}/{{account_id}}/remove"),
    ("POST", f"{TEAM}/{{account_id}}/passkey"),
    ("POST", f"{TEAM}/invitations/{{address_id}}/withdraw"),
    ("POST", f"{PEOPLE}/recover"),
}
KINDS = {
    "ACCOUNT", "ADDRESS", "OWNER", "PASSKEY", "PASSKEY_OWNER", "DELETED", "RESTORATION",
    "GRANT", "MEMBER", "INVITED", "INVITATION", "PASSWORD_LINK",
}  # fmt: skip
# A name is corrected with a reason, a thief may sign her out, and every write counts a version.
HARMLESS = {"version", "name", "name_set_here", "credentials_version"}


@pytest.fixture
def invited(alice: Portal, team: None) -> None:
    """Rita reads spring and has a passkey, as Olivia has; Ivan was invited."""
    a_passkey("olivia")
    a_passkey("rita")
    asked = Invite(INVITED, "spring", Role.READER, "Olivia")
    invite(asked, By("account:olivia"), datetime.now(UTC))


def _keys() -> str:
    """What lets somebody in anywhere: accounts, their addresses and passkeys, roles, invitations, links."""
    found = everything()
    kept = [
        {name: value for name, value in item.items() if name not in HARMLESS}
        for table in ("ceu-test-accounts", "ceu-test-conferences")
        for item in found[table]
        if item["kind"]["S"] in KINDS
    ]
    return json.dumps(kept)


def _olivias(*, fresh: bool) -> str:
    """Her sign-in: by passkey two hours ago, or just now."""
    account, now = accounts.load("olivia"), datetime.now(UTC)
    assert account
    device, day = Device(Via.COOKIE, "A browser"), timedelta(days=1)
    token = tokens.issue("olivia", account.credentials_version, now, day, device, by_passkey=True)
    tokens.prove(token, now if fresh else now - timedelta(hours=2), by_passkey=True)
    return token


def _ask(app: Any, route: tuple[str, str], token: str) -> Any:
    method, pattern = route
    path = pattern
    person = "alice" if pattern.startswith(PEOPLE) else "rita"
    for name, value in {
        "conference_id": "spring",
        "account_id": person,
        "address_id": address_id(INVITED),
        "certificate_id": "none",
        "number": "0" * 16,
        "session_key": "0" * 16,
        "token": "none",
        "device_id": "0" * 16,
        "passkey_id": passkeys.id_of("credential of olivia"),
    }.items():
        path = path.replace(f"{{{name}}}", value)
    nothing = {"code": "", "token": ""}
    headers, body = {"Accept": "text/html"}, b""
    if route in JSON_BODIES:
        given = JSON_BODIES[route](nothing) or {}
        headers["Content-Type"] = "application/json"
        body = json.dumps({n: v for n, v in given.items() if v != world.PASSWORD}).encode()
    else:
        own = FORMS[route](nothing) or TYPED.get(pattern, WHY)
        fields = {n: v for n, v in own.items() if v != world.PASSWORD}
        headers["Content-Type"] = FORM
        body = urlencode({"csrf": csrf.token_for(token), **fields}).encode()
    headers |= {"Cookie": f"__Host-ceu-sign-in={token}", "X-CSRF-Token": csrf.token_for(token)}
    if path.startswith("/v1/"):
        headers["Authorization"] = f"Bearer {token}"
    return Portal(app).client.http.request(method, path, headers=headers, body=body)


def test_a_stolen_console_session_takes_no_account_and_no_role(app: Any, invited: None) -> None:
    before, asks = _keys(), set()
    for route in CHANGING:
        answer = _ask(app, route, _olivias(fresh=False))
        assert _keys() == before, route
        if answer.status_code == 403:
            asks.add(route)
            assert route[1].startswith("/v1/") or "passkey" in str(answer.body), route
    assert asks >= ASKS


def test_with_the_passkey_used_just_now_each_of_these_does_something(
    app: Any, invited: None
) -> None:
    """So that the walk above asks for what is there, and not for what would be refused anyway."""
    for route in sorted(ASKS, key=lambda one: one[1].endswith("remove")):
        before = _keys()
        assert _ask(app, route, _olivias(fresh=True)).status_code == 303, route
        assert _keys() != before, route


def test_a_bearer_of_the_app_opens_no_console(app: Any, invited: None) -> None:
    account, now = accounts.load("olivia"), datetime.now(UTC)
    assert account
    device, day = Device(Via.BEARER, "Conference app"), timedelta(days=1)
    token = tokens.issue("olivia", account.credentials_version, now, day, device, by_passkey=True)
    tokens.prove(token, now, by_passkey=True)
    for route in ASKS:
        answer = _ask(app, route, token)
        assert answer.headers.get("Location", "/sign-in").startswith("/sign-in"), route
