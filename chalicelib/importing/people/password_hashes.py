"""Password hashes from another system: argon2 and bcrypt as those write them, within bounds.

A hash says itself how much work checking it takes: one that asks for gigabytes would stop sign-in.
"""

import re

from chalicelib.importing.problems import BadValue

_ARGON2 = re.compile(
    r"\$argon2(?:id|i|d)\$v=19\$m=([0-9]{1,7}),t=([0-9]{1,3}),p=([0-9]{1,3})"
    r"\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{16,172}"
)
_BCRYPT = re.compile(r"\$2[aby]\$([0-9]{2})\$[./A-Za-z0-9]{53}")
MAX_MEMORY_KIB = 131_072  # the API's functions have 512 MB
MAX_PASSES = 16
MAX_LANES = 16
BCRYPT_COSTS = range(4, 15)  # 14 takes about a second


def password_hash(text: str) -> str:
    """The hash as it is; raises BadValue, which never quotes it."""
    argon2 = _ARGON2.fullmatch(text)
    if argon2:
        memory, passes, lanes = (int(number) for number in argon2.groups())
        if memory <= MAX_MEMORY_KIB and 1 <= passes <= MAX_PASSES and 1 <= lanes <= MAX_LANES:
            return text
        raise BadValue(
            f"It asks for more work than sign-in allows (at most m={MAX_MEMORY_KIB}, "
            f"t={MAX_PASSES}, p={MAX_LANES})"
        )
    bcrypt = _BCRYPT.fullmatch(text)
    if bcrypt and int(bcrypt.group(1)) in BCRYPT_COSTS:
        return text
    if bcrypt:
        raise BadValue(f"Its bcrypt cost is not from 4 to {BCRYPT_COSTS.stop - 1}")
    raise BadValue(
        "It is neither an argon2 ($argon2id$v=19$…) nor a bcrypt ($2b$…) hash; leave it empty "
        "and the person sets a password by email"
    )
