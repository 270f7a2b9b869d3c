"""Whose accounts an operator names: by account id, email address or certificate ID."""

from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.domain.email_address import InvalidAddress, normalise
from chalicelib.domain.public_id import parse
from chalicelib.store.certificates import snapshots
from chalicelib.store.people import accounts


@dataclass(frozen=True, slots=True)
class Found:
    """The accounts meant, each once, and the words that name none."""

    accounts: tuple[str, ...]
    unknown: tuple[str, ...]


def look(named: Iterable[str]) -> Found:
    """Whom account ids, email addresses and certificate IDs name, as `ops audit` lists them."""
    owners = {word: _owner(word) for word in named}
    known = dict.fromkeys(owner for owner in owners.values() if owner)
    return Found(tuple(known), tuple(word for word, owner in owners.items() if not owner))


def _owner(word: str) -> str | None:
    if "@" in word:
        try:
            return accounts.owner_of(normalise(word))
        except InvalidAddress:
            return None
    if (public_id := parse(word)) and (location := snapshots.locate(public_id)):
        return location.account_id
    return word if accounts.load(word) else None
