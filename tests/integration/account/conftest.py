"""The hashes checked in place of none are cheap here: what they cost is bench/sign_in.py's matter."""

from typing import Any

import bcrypt
import pytest
from argon2 import PasswordHasher

from chalicelib.services.people import password_hashes
from tests.support import world
from tests.support.client import Portal


@pytest.fixture(autouse=True)
def _cheap_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(password_hashes, "_ARGON2", PasswordHasher(1, 1024, 1).hash("x"))
    monkeypatch.setattr(password_hashes, "_BCRYPT", bcrypt.hashpw(b"x", bcrypt.gensalt(4)).decode())


@pytest.fixture
def alice(app: Any, people: None) -> Portal:
    return _proven(app, world.ALICE)


@pytest.fixture
def bob(app: Any, people: None) -> Portal:
    return _proven(app, world.BOB)


@pytest.fixture
def charlie(app: Any, people: None) -> Portal:
    return _proven(app, world.CHARLIE)


def _proven(app: Any, email: str) -> Portal:
    """Signed in, with the password just given once more: what asks for it is test_sudo.py's matter."""
    portal = Portal(app)
    assert portal.sign_in(email, world.PASSWORD).status == 200
    assert portal.prove(world.PASSWORD).status == 204
    return portal
