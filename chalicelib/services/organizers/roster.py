"""Who is registered for a conference, what they selected, and what became of their certificate."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.account import Account
from chalicelib.domain.audit import Act, By, conference_scope
from chalicelib.domain.certificate import Certificate
from chalicelib.domain.delivery import DeliveryStatus
from chalicelib.domain.email_address import address_id
from chalicelib.domain.registration import Registration
from chalicelib.services.audit.record import record
from chalicelib.store.claims import claims
from chalicelib.store.people import accounts, registrations


@dataclass(frozen=True, slots=True)
class Row:
    """One registered address. `account_id` is "" while nobody has verified it."""

    address: str
    registrations: tuple[Registration, ...]
    account_id: str = ""
    selected: int = 0
    contact_minutes: int = 0
    certificate: Certificate | None = None
    delivered: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()


_GOOD = {DeliveryStatus.SENT, DeliveryStatus.DELIVERED}
_BAD = {DeliveryStatus.BOUNCED, DeliveryStatus.COMPLAINED, DeliveryStatus.FAILED}


def roster(conference_id: str, by: By, now: datetime, *, exported: bool) -> Iterator[Row]:
    """A row for each registered address, by address. Reads the whole accounts table once.

    In the audit, with every address's id; `exported` says that it goes into a file.
    """
    addresses = sorted(registrations.addresses_registered_for(conference_id))
    subjects = tuple(address_id(address) for address in addresses)
    facts = {"exported": "yes"} if exported else {}
    record(Act(conference_scope(conference_id), "roster", subjects, facts), by, now)
    return _rows(addresses, conference_id)


def _rows(addresses: list[str], conference_id: str) -> Iterator[Row]:
    held = registrations.by_address(addresses, conference_id)
    for address in addresses:
        owner = accounts.owner_of(address)
        account = accounts.load(owner) if owner else None
        row = Row(address, held.get(address, ()))
        yield _claimed(row, account, conference_id) if account else row


def _claimed(row: Row, account: Account, conference_id: str) -> Row:
    held = claims.at_conference(account.id, conference_id)
    latest = held.latest
    sent = held.deliveries_of(latest.location.number) if latest else ()
    return Row(
        row.address,
        row.registrations,
        account_id=account.id,
        selected=len(held.claim.ticks),
        contact_minutes=held.claim.contact_minutes,
        certificate=latest,
        delivered=tuple(d.address for d in sent if d.status in _GOOD),
        returned=tuple(d.address for d in sent if d.status in _BAD),
    )
