"""A person whom an operator looks up by an email address, with what they hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.account import Account
from chalicelib.domain.audit import PORTAL, Act, By, account_scope
from chalicelib.domain.email_address import InvalidAddress, address_id, normalise
from chalicelib.domain.holdings import Holdings
from chalicelib.domain.registration import Registration
from chalicelib.errors import NotFound
from chalicelib.services.audit.record import record
from chalicelib.store.claims import claims
from chalicelib.store.people import accounts, registrations


@dataclass(frozen=True, slots=True)
class Person:
    """What is known under an address: its registrations, its account, and what that account holds."""

    address: str
    registrations: tuple[Registration, ...]
    account: Account | None
    holdings: Mapping[str, Holdings]


def find(address: str, by: By, now: datetime) -> Person:
    """The person behind an address. Raises NotFound when nothing is known under it. In the audit."""
    try:
        normalised = normalise(address)
    except InvalidAddress as problem:
        raise NotFound(f"{address} is not an email address: {problem}") from None
    owner = accounts.owner_of(normalised)
    account = accounts.load(owner) if owner else None
    registered = tuple(registrations.of_address(normalised))
    if account is None and not registered:
        raise NotFound(f"Nothing is known under {address}: no registration, and no account.")
    scope = account_scope(account.id) if account else PORTAL
    record(Act(scope, "find", (address_id(normalised),)), by, now)
    holdings = claims.of_account(account.id) if account else {}
    return Person(normalised, registered, account, holdings)
