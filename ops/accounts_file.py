"""Accounts as CSV: rows with the same `account` are one person's verified addresses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from chalicelib.domain.limits import MAX_ADDRESSES, NAME_LENGTH
from ops import values
from ops.password_hashes import password_hash
from ops.problems import Findings
from ops.registrations_file import email_address
from ops.schedule.draft import cleaned
from ops.tables import Columns, Row, read_table

COLUMNS = Columns(required=("account", "email"), optional=("name", "primary", "password_hash"))


@dataclass(frozen=True, slots=True)
class Address:
    """An address as typed; `row` is where it stands."""

    shown: str
    primary: bool
    row: int


@dataclass(slots=True)
class Person:
    """One account of the file. `addresses` are by their normalised form."""

    id: str
    name: str = ""
    password_hash: str = ""
    addresses: dict[str, Address] = field(default_factory=dict)


def parse(path: Path, headings: Mapping[str, str], findings: Findings) -> tuple[Person, ...]:
    """Raises BadInput naming every row and column that cannot be used."""
    people: dict[str, Person] = {}
    owners: dict[str, str] = {}
    for row in read_table(path, COLUMNS, headings, findings).rows:
        identifier = row.need("account", values.account_id, "")
        if not identifier:
            continue
        person = people.setdefault(identifier, Person(identifier))
        _take_name(person, row)
        _take_hash(person, row)
        _take_address(person, row, owners)
    findings.refuse_if_any()
    for person in people.values():
        _choose_primary(person, findings)
    return tuple(people.values())


def _take_name(person: Person, row: Row) -> None:
    name = cleaned(row["name"], NAME_LENGTH, f"row {row.number}", "name", row.findings)
    if name and person.name and name != person.name:
        row.problem(
            "name", f"{values.quoted(name)} differs from {values.quoted(person.name)} above."
        )
    person.name = person.name or name


def _take_hash(person: Person, row: Row) -> None:
    found = row.read("password_hash", password_hash, "")
    if found and person.password_hash and found != person.password_hash:
        row.problem("password_hash", "it differs from the one in an earlier row of this account.")
    person.password_hash = person.password_hash or found


def _take_address(person: Person, row: Row, owners: dict[str, str]) -> None:
    address = row.need("email", email_address, "")
    primary = row.read("primary", values.yes_or_no, False)
    if not address:
        return
    owner = owners.setdefault(address, person.id)
    if owner != person.id:
        row.problem("email", f"{values.quoted(address)} is account {owner}'s in an earlier row.")
    elif address in person.addresses:
        row.problem("email", f"{values.quoted(address)} stands in an earlier row, too.")
    elif len(person.addresses) == MAX_ADDRESSES:
        row.problem("email", f"account {person.id} has more than {MAX_ADDRESSES} addresses.")
    elif primary and any(held.primary for held in person.addresses.values()):
        row.problem("primary", f"account {person.id} has a primary address in an earlier row.")
    else:
        person.addresses[address] = Address(row["email"], primary, row.number)


def _choose_primary(person: Person, findings: Findings) -> None:
    """The first address is the primary one where the file names none."""
    if any(address.primary for address in person.addresses.values()):
        return
    key, first = next(iter(person.addresses.items()))
    person.addresses[key] = Address(first.shown, primary=True, row=first.row)
    if len(person.addresses) > 1:
        findings.note(f"row {first.row}", f"taken as account {person.id}'s primary address.")
