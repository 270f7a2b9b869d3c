"""Who is registered for a conference, what they selected, and what became of their certificate."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.audit import Act, By, conference_scope
from chalicelib.domain.certificate import Certificate
from chalicelib.domain.email_address import address_id
from chalicelib.domain.registration import Registration
from chalicelib.errors import Conflict
from chalicelib.importing.progress import in_parallel, parts, silent
from chalicelib.services.audit.record import record
from chalicelib.store.claims import by_conference, claims
from chalicelib.store.claims.by_conference import CertificateEntry, ClaimEntry, Entry
from chalicelib.store.people import accounts, rosters
from chalicelib.store.people.registering import NOT_INDEXED
from chalicelib.store.tables import KEYS_AT_ONCE


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


def registered(conference_id: str, text: str = "") -> dict[str, tuple[Registration, ...]]:
    """Registrations by address, of those whose address or a name on a badge contains `text`.

    In order of their addresses. Raises Conflict where the conference was not reindexed.
    """
    found = rosters.load(conference_id)
    if found is None:
        raise Conflict(NOT_INDEXED)
    wanted = text.casefold()
    return {
        address: held
        for address, held in sorted(found.people.items())
        if wanted in address or any(wanted in one.name.casefold() for one in held)
    }


def roster(
    conference_id: str, by: By, now: datetime, *, exported: bool, text: str = ""
) -> Iterator[Row]:
    """A row for each registered address, by address; with `text`, as `registered` finds them.

    Reads the roster, the conference's index, and once each account that has a certificate. Raises
    Conflict where the conference was not reindexed.

    In the audit, with every address's id; `exported` says that it goes into a file.
    """
    people = registered(conference_id, text)
    subjects = tuple(address_id(address) for address in people)
    facts = {"exported": "yes"} if exported else {}
    record(Act(conference_scope(conference_id), "roster", subjects, facts), by, now)
    owners = owners_of(list(people))
    entries = _by_account(conference_id)

    def row(address: str) -> Row:
        known = Row(address, people[address], account_id=owners.get(address, ""))
        return _claimed(known, entries.get(known.account_id, ()), conference_id)

    return in_parallel(list(people), row, "Reading certificates", silent)


def owners_of(addresses: list[str]) -> Mapping[str, str]:
    """The accounts that have verified these addresses; an address without one is left out."""
    found: dict[str, str] = {}
    for part in parts(addresses, KEYS_AT_ONCE):
        found |= accounts.owners_of(part)
    return found


def _by_account(conference_id: str) -> Mapping[str, list[Entry]]:
    entries: dict[str, list[Entry]] = {}
    for entry in by_conference.every(conference_id):
        entries.setdefault(entry.account_id, []).append(entry)
    return entries


def _claimed(row: Row, entries: list[Entry] | tuple[()], conference_id: str) -> Row:
    for entry in entries:
        if isinstance(entry, ClaimEntry):
            row = replace(row, selected=entry.selected, contact_minutes=entry.contact_minutes)
    if not any(isinstance(entry, CertificateEntry) for entry in entries):
        return row
    held = claims.at_conference(row.account_id, conference_id)
    latest = held.latest
    sent = held.deliveries_of(latest.location.number) if latest else ()
    return replace(
        row,
        certificate=latest,
        delivered=tuple(d.address for d in sent if d.status.arrived),
        returned=tuple(d.address for d in sent if d.status.came_back),
    )
