"""End the sign-ins of people whose password, device or data leaked, on the operator's word."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.audit import PORTAL, Act, By, account_scope
from chalicelib.domain.email_address import InvalidAddress, normalise
from chalicelib.domain.public_id import parse
from chalicelib.errors import NotFound
from chalicelib.logs import logger
from chalicelib.services.audit.record import record
from chalicelib.store import every_account
from chalicelib.store.certificates import snapshots
from chalicelib.store.people import accounts, credentials

_ACTION = "end-sign-ins"


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


def end(account_ids: Iterable[str], by: By, now: datetime) -> Iterator[str]:
    """End every sign-in of these, each with an entry in its audit; yields those that still exist."""
    for account_id in account_ids:
        record(Act(account_scope(account_id), _ACTION), by, now)
        if _ended(account_id):
            yield account_id


def end_everybodys(by: By, now: datetime) -> Iterator[str]:
    """The same for every account there is, with one entry for all; reads the whole table."""
    record(Act(PORTAL, _ACTION, facts={"whose": "everybody's"}), by, now)
    yield from (account_id for account_id in every_account.ids() if _ended(account_id))


def _ended(account_id: str) -> bool:
    try:
        credentials.end_sign_ins(account_id)
    except NotFound:  # deleted in the meantime: its tokens count no more
        return False
    logger.info("sign-ins ended by an operator", account=account_id)
    return True


def _owner(word: str) -> str | None:
    if "@" in word:
        try:
            return accounts.owner_of(normalise(word))
        except InvalidAddress:
            return None
    if (public_id := parse(word)) and (location := snapshots.locate(public_id)):
        return location.account_id
    return word if accounts.load(word) else None
