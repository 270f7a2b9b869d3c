"""The hashes checked in place of none are cheap here: what they cost is bench/sign_in.py's matter."""

import bcrypt
import pytest
from argon2 import PasswordHasher

from chalicelib.services.people import password_hashes


@pytest.fixture(autouse=True)
def _cheap_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(password_hashes, "_ARGON2", PasswordHasher(1, 1024, 1).hash("x"))
    monkeypatch.setattr(password_hashes, "_BCRYPT", bcrypt.hashpw(b"x", bcrypt.gensalt(4)).decode())
