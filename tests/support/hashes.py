"""Password hashes that take no time: what real ones take is bench/sign_in.py's matter."""

import bcrypt
from argon2 import PasswordHasher
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from pwdlib.hashers.bcrypt import BcryptHasher

from chalicelib.services.people import password_hashes

REAL = password_hashes.passwords


def cheapen() -> None:
    """For this whole process: the hashes it makes, and those it checks in place of none."""
    cheap = PasswordHash((Argon2Hasher(1, 64, 1), BcryptHasher()))
    password_hashes.passwords = lambda: cheap  # type: ignore[assignment]
    password_hashes._ARGON2 = PasswordHasher(1, 64, 1).hash("x")
    password_hashes._BCRYPT = bcrypt.hashpw(b"x", bcrypt.gensalt(4)).decode()
