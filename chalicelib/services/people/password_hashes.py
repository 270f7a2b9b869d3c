"""Password hashes: Argon2id for ours; bcrypt and other Argon2 parameters as they were imported."""

from functools import cache

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher
from pwdlib.hashers.bcrypt import BcryptHasher

from chalicelib.domain.password import normalise_password

# Hashes of random, forgotten passwords: checked if there is no hash.
_ARGON2 = (
    "$argon2id$v=19$m=19456,t=2,p=1$Mpn93hcuDjKPQ/4gUKMW0w"
    "$NDa5+PzPntZv4w289/j+zJww9sMa4GI0GzcYj65pTDc"
)
_BCRYPT = "$2b$12$LV9hcgek1jmUBRsrpf7.6uXDGEd969sluVkK.AsMi552qWHpJj4.i"
_BCRYPT_BYTES = 72  # bcrypt reads no further; imported hashes were cut here, too


@cache
def passwords() -> PasswordHash:
    """Argon2id with OWASP's parameters (19 MiB, 2 passes, 1 lane); bcrypt for imported hashes."""
    argon2 = Argon2Hasher(memory_cost=19456, time_cost=2, parallelism=1)
    return PasswordHash((argon2, BcryptHasher()))


def hash_password(password: str) -> str:
    """The hash to store."""
    return passwords().hash(_bytes(password))


def matches(password: str, known_hash: str | None) -> bool:
    """Whether it is the password; None is nobody's.

    A refusal does the work of one Argon2id and one bcrypt check, whichever the hash is: what they
    take differs by a factor of ten.
    """
    right = known_hash is not None and _check(password, known_hash)
    if not right:
        for other in _instead(known_hash):
            _check(password, other)
    return right


def _instead(known_hash: str | None) -> tuple[str, ...]:
    if known_hash is None:
        return (_ARGON2, _BCRYPT)
    if _is_bcrypt(known_hash):
        return (_ARGON2,)
    # Argon2 as other systems set it takes about as long by itself as both of these.
    return () if outdated(known_hash) else (_BCRYPT,)


def outdated(known_hash: str) -> bool:
    """Whether the hash is weaker than those made now."""
    current = passwords().current_hasher
    return not current.identify(known_hash) or current.check_needs_rehash(known_hash)


def _check(password: str, known_hash: str) -> bool:
    given = _bytes(password)
    try:
        return passwords().verify(
            given[:_BCRYPT_BYTES] if _is_bcrypt(known_hash) else given, known_hash
        )
    except UnknownHashError:
        return False


def _is_bcrypt(known_hash: str) -> bool:
    return known_hash.startswith("$2")


def _bytes(password: str) -> bytes:
    return normalise_password(password).encode(errors="surrogatepass")
