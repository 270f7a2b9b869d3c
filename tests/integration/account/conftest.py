"""Alice, Bob and Charlie, signed in and with their password just given again."""

from typing import Any

import pytest

from samples import world
from tests.support import kept_worlds
from tests.support.authenticator import Authenticator
from tests.support.browser import Visitor
from tests.support.client import Portal


@pytest.fixture
def alice(app: Any, people: None) -> Portal:
    return _proven(app, world.ALICE)


@pytest.fixture
def bob(app: Any, people: None) -> Portal:
    return _proven(app, world.BOB)


@pytest.fixture
def charlie(app: Any, people: None) -> Portal:
    return _proven(app, world.CHARLIE)


@pytest.fixture
def phone() -> Authenticator:
    return Authenticator()


@pytest.fixture
def hers(app: Any, people: None) -> Visitor:
    """Alice's browser, with the password given a moment ago."""
    visitor = Visitor(app)
    cookies, visitor.token = kept_worlds.made("alice's browser", lambda: _browser(app))
    visitor.cookies = dict(cookies)
    return visitor


def _browser(app: Any) -> tuple[dict[str, str], str]:
    visitor = Visitor(app)
    visitor.sign_in(world.ALICE, world.PASSWORD)
    visitor.get("/account")
    visitor.prove()
    return visitor.cookies, visitor.token


def _proven(app: Any, email: str) -> Portal:
    """Signed in, with the password just given once more: tests of what asks for it are elsewhere."""
    portal = Portal(app)
    portal.token = kept_worlds.made(f"{email} proven", lambda: _token(app, email))
    return portal


def _token(app: Any, email: str) -> str:
    portal = Portal(app)
    assert portal.sign_in(email, world.PASSWORD).status == 200
    assert portal.prove(world.PASSWORD).status == 204
    return portal.token
