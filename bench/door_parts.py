"""What the simulations at the door share: a clock's beginning, the table's rows, one try to sign in."""

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from stages.test import take_settings

take_settings()

from chalicelib.errors import TooManyRequests, Unauthorized  # noqa: E402
from chalicelib.services.people import sign_in  # noqa: E402
from chalicelib.store.people import imported_accounts  # noqa: E402

RIGHT, WRONG = "the right one", "a wrong one"
HOTEL = "192.0.2.1"
BEGIN = datetime(2026, 3, 6, 15, 0, tzinfo=UTC)


@dataclass
class Row:
    """A line of the table: what was seen, and the bound it has to stay within."""

    what: str
    seen: float
    bound: float
    at_least: bool = False

    @property
    def holds(self) -> bool:
        """Whether it stays within."""
        return self.seen >= self.bound if self.at_least else self.seen <= self.bound


def look(password: str, _known_hash: str | None) -> bool:
    """Stands in for the password check, which costs 17 ms."""
    return password == RIGHT


def account(name: str) -> str:
    """A new account of that name; returns its address."""
    address = f"{name}@school.example"
    imported_accounts.save(name, name, [(address, True)], "$argon2id$none", BEGIN)
    return address


def tried(address: str, password: str, network: str, at: datetime) -> str:
    """What became of a try: looked at, refused, or in."""
    try:
        sign_in.sign_in(address, password, network, at)
    except Unauthorized:
        return "looked at"
    except TooManyRequests:
        return "refused"
    return "in"
