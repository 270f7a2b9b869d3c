"""Passkeys as browsers use them: on pages, with an authenticator."""

import html
import json
import re
from typing import Any

from chalicelib.store.people import accounts
from tests.support.authenticator import Authenticator
from tests.support.browser import Page, Visitor

NETWORK = "127.0.0.1"


def options_of(page: Page) -> Any:
    found = re.search(r'data-options="([^"]*)"', page.text)
    assert found, page.words
    return json.loads(html.unescape(found[1]))


def add(visitor: Visitor, phone: Authenticator, name: str = "My phone") -> Page:
    options = options_of(visitor.post("/account/passkeys/new"))
    return visitor.post("/account/passkeys", {"name": name, "made": phone.create(options)})


def challenge(visitor: Visitor, path: str) -> Any:
    headers: dict[str, Any] = {
        "Content-Type": "application/json",
        "X-CSRF-Token": visitor.token,
    }
    answer = visitor.post(path, **headers)
    return json.loads(answer.text)


def signed_in(app: Any, phone: Authenticator, **changed: str) -> tuple[Visitor, Page]:
    visitor = Visitor(app)
    visitor.get("/sign-in")
    signed = phone.get(challenge(visitor, "/sign-in/passkey/challenge"))
    return visitor, visitor.post("/sign-in/passkey", {"passkey": signed, **changed})


def held() -> Any:
    account = accounts.load("alice")
    assert account
    return account.passkeys
