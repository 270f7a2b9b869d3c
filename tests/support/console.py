"""Organizers for tests: their roles, and a browser in which their passkey was just used."""

from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.domain.device import Device, Via
from chalicelib.domain.grant import Grant, Role
from chalicelib.store.organizers import grants
from chalicelib.store.people import accounts, tokens
from chalicelib.store.transactions import Transaction
from tests.support.browser import Visitor


def give(account_id: str, role: Role, conference_id: str = "spring") -> None:
    """The role, as if an invitation had been accepted."""
    with Transaction() as transaction:
        grants.put(transaction, account_id, Grant(conference_id, role, "local", datetime.now(UTC)))


def browser(app: Any, account_id: str, *, entered: bool = True, fresh: bool = False) -> Visitor:
    """Signed in; `entered`: by a passkey; `fresh`: and gave it as proof just now."""
    account = accounts.load(account_id)
    version = account.credentials_version if account else 0
    now, device = datetime.now(UTC), Device(Via.COOKIE, "A browser")
    token = tokens.issue(account_id, version, now, timedelta(days=1), device, by_passkey=entered)
    if fresh:
        tokens.prove(token, now, by_passkey=True)
    visitor = Visitor(app)
    visitor.cookies["__Host-ceu-sign-in"] = token
    return visitor
