"""The store functions that the door uses, in memory and of the same contract: for full-scale runs.

The embedded AWS takes some 10 ms a call; 20,000 tries of half a dozen calls would take an hour. Each
function here is atomic, as one conditional update is; small runs use the store itself.
"""

import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from chalicelib.domain.account import Account, Address
from chalicelib.services.people import devices
from chalicelib.store.people import accounts, imported_accounts, limits, notes, tokens
from chalicelib.store.people.limits import Counter


class Memory:
    """Counters, what is remembered, and accounts."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tries: dict[Counter, int] = {}
        self._owed: dict[Counter, int] = {}
        self._noted: dict[tuple[str, str], datetime] = {}
        self._owners: dict[str, Account] = {}
        self.limits = {name: getattr(self, name) for name in ("add", "subtract", "owe", "settle")}

    def add(self, counter: Counter, most: int, _tidy_at: datetime) -> bool:
        """One try, if fewer than `most` are counted."""
        with self._lock:
            tries = self._tries.get(counter, 0)
            if tries >= most:
                return False
            self._tries[counter] = tries + 1
            return True

    def subtract(self, counter: Counter, units: int) -> None:
        """Units back, if there are as many."""
        with self._lock:
            if self._tries.get(counter, 0) >= units:
                self._tries[counter] -= units

    def owe(self, counter: Counter, _tidy_at: datetime) -> None:
        """One more owed."""
        with self._lock:
            self._owed[counter] = self._owed.get(counter, 0) + 1

    def settle(self, counter: Counter) -> int:
        """What it owed; the counter is gone."""
        with self._lock:
            self._tries.pop(counter, None)
            return self._owed.pop(counter, 0)

    def write(self, noted: Collection[tuple[str, str, datetime]], now: datetime) -> None:
        """Each of them happened."""
        self._noted.update({(kind, key): now for kind, key, _ in noted})

    def read(self, asked: Iterable[tuple[str, str]]) -> dict[tuple[str, str], datetime]:
        """When each last happened."""
        return {one: self._noted[one] for one in asked if one in self._noted}

    def save(self, account_id: str, name: str, addresses: Any, hashed: str, _now: datetime) -> None:
        """A new account."""
        held = tuple(Address(address, address, True) for address, _ in addresses)
        for address in held:
            self._owners[address.normalised] = Account(account_id, name, hashed, held)

    def owner_of(self, normalised: str) -> str | None:
        """The address stands for its account here."""
        return normalised if normalised in self._owners else None

    def load(self, owner: str) -> Account | None:
        """The account of that address."""
        return self._owners.get(owner)


@contextmanager
def in_memory() -> Iterator[None]:
    """Put a fresh memory in the store's place."""
    memory = Memory()
    with ExitStack() as stack:
        for module, names in (
            (limits, memory.limits),
            (notes, {"write": memory.write, "read": memory.read}),
            (imported_accounts, {"save": memory.save}),
            (accounts, {"owner_of": memory.owner_of, "load": memory.load}),
            (tokens, {"issue": lambda *_, **__: uuid4().hex}),
            (devices, {"notice": lambda *_, **__: None}),
        ):
            for name, function in names.items():
                stack.enter_context(patch.object(module, name, function))
        yield
