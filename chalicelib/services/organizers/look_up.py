"""What an operator looks up: a person by an email address, a certificate by its ID."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.account import Account
from chalicelib.domain.audit import PORTAL, Act, By, account_scope
from chalicelib.domain.certificate import Certificate, Snapshot
from chalicelib.domain.delivery import Delivery
from chalicelib.domain.email_address import InvalidAddress, address_id, normalise
from chalicelib.domain.holdings import Holdings
from chalicelib.domain.registration import Registration
from chalicelib.errors import NotFound
from chalicelib.services.audit.record import record
from chalicelib.store.certificates import certificates, snapshots
from chalicelib.store.claims import claims
from chalicelib.store.mail import deliveries
from chalicelib.store.people import accounts, registrations


@dataclass(frozen=True, slots=True)
class Person:
    """What is known under an address: its registrations, its account, and what that account holds."""

    address: str
    registrations: tuple[Registration, ...]
    account: Account | None
    holdings: Mapping[str, Holdings]


@dataclass(frozen=True, slots=True)
class Story:
    """A certificate with everything that became of it. `owner` is None once the account is deleted."""

    snapshot: Snapshot
    certificate: Certificate
    deliveries: tuple[Delivery, ...]
    owner: Account | None


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


def show(public_id: str, by: By, now: datetime) -> Story:
    """A certificate's story. Raises NotFound. In the audit."""
    snapshot = snapshots.load(public_id)
    certificate = certificates.load(snapshot.certificate_location) if snapshot else None
    if snapshot is None or certificate is None:
        raise NotFound(f"There is no certificate {public_id}.")
    record(Act(account_scope(snapshot.account_id), "show", (public_id,)), by, now)
    sent = tuple(deliveries.of_certificate(certificate.location))
    return Story(snapshot, certificate, sent, accounts.load(snapshot.account_id))
