"""Certificate IDs: not guessable, easy to read aloud, and a misread character is noticed."""

import secrets

# No I, L, O, 0 or 1, which look alike in print; 31 is prime, which the check relies on.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
RANDOM_LENGTH = 15  # 74 bits
_GROUP = 4


def new_public_id() -> str:
    """A new ID: 15 random characters and a check character, in four groups of four."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_LENGTH))
    return grouped(body + check_character(body))


def check_character(body: str) -> str:
    """A weighted sum modulo 31: any one wrong character or two swapped neighbours change it."""
    total = sum(place * ALPHABET.index(c) for place, c in enumerate(body, start=1))
    return ALPHABET[total % len(ALPHABET)]


def grouped(characters: str) -> str:
    """`ABCDEFGH…` as `ABCD-EFGH-…`."""
    return "-".join(
        characters[start : start + _GROUP] for start in range(0, len(characters), _GROUP)
    )


def parse(typed: str) -> str | None:
    """The ID as issued from what a person typed (case, spaces, hyphens aside); None if it is none."""
    characters = "".join(c for c in typed.upper() if c not in " -")
    if len(characters) != RANDOM_LENGTH + 1 or any(c not in ALPHABET for c in characters):
        return None
    body, check = characters[:-1], characters[-1]
    return grouped(characters) if check_character(body) == check else None
