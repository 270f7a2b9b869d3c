"""Accounts as a spreadsheet: rows with the same `account` are one person's verified addresses."""

from dataclasses import dataclass, field

from chalicelib.domain.limits import MAX_ADDRESSES
from chalicelib.importing import ids, values
from chalicelib.importing.leaving_out import Skips, Tally
from chalicelib.importing.mapping import Mapped
from chalicelib.importing.people.password_hashes import password_hash
from chalicelib.importing.people.registrations_file import email_address, full_name
from chalicelib.importing.problems import Findings, refused
from chalicelib.importing.quoting import quoted
from chalicelib.importing.source import Source
from chalicelib.importing.table.columns import Columns
from chalicelib.importing.table.known_headings import ACCOUNT_HEADINGS
from chalicelib.importing.table.rows import Row, read_table

COLUMNS = Columns(
    names=("account", "email", "name", "first_name", "last_name", "primary", "password_hash"),
    needed=(("account",), ("email",)),
    key="account",
    known=ACCOUNT_HEADINGS,
)


@dataclass(frozen=True, slots=True)
class Address:
    """An address as typed; `row` is where it stands."""

    shown: str
    primary: bool
    row: int


@dataclass(slots=True)
class Person:
    """One account of the file. `addresses` are by their normalized form."""

    id: str
    row: int
    name: str = ""
    password_hash: str = ""
    addresses: dict[str, Address] = field(default_factory=dict)


def parse(
    source: Source, mapped: Mapped, skips: Skips, findings: Findings
) -> tuple[tuple[Person, ...], Tally]:
    """Raises Refused naming every row and column that cannot be used.

    A person with an address that another person has in an earlier row is left out and named.
    """
    people: dict[str, Person] = {}
    tally = Tally(skips, findings)
    for row in read_table(source, COLUMNS, mapped, findings).rows:
        identifier = row.need("account", ids.account_id, "")
        person = people.get(identifier) or Person(identifier, row.number)
        said = _Said(row, person)
        if tally.takes(row.findings, row.place, (row["account"], row["email"])):
            said.add()
            people.setdefault(identifier, person)
    tally.tell_unknown_skips()
    findings.refuse_if_any()
    found = _each_address_once(people, tally)
    if not found:
        raise refused(source.name, "no_rows", "Every row of the file is left out.")
    for person in found:
        _choose_primary(person, findings)
    return found, tally


class _Said:
    """What one row says of a person: looked at first, added when the row is taken."""

    def __init__(self, row: Row, person: Person) -> None:
        self._row, self._person = row, person
        self._name = full_name(row)
        self._hash = row.read("password_hash", password_hash, "")
        self._address = row.need("email", email_address, "")
        self._primary = row.read("primary", values.yes_or_no, False)
        self._check()

    def add(self) -> None:
        """Make the row part of its person."""
        person = self._person
        person.name = person.name or self._name
        person.password_hash = person.password_hash or self._hash
        person.addresses[self._address] = Address(
            self._row["email"], self._primary, self._row.number
        )

    def _check(self) -> None:
        row, person = self._row, self._person
        if self._name and person.name and self._name != person.name:
            row.problem(
                "name",
                "two_names",
                f"{quoted(self._name)} differs from {quoted(person.name)} above.",
            )
        if self._hash and person.password_hash and self._hash != person.password_hash:
            row.problem(
                "password_hash",
                "two_hashes",
                "It differs from the one in an earlier row of this account.",
            )
        if not self._address:
            return
        if self._address in person.addresses:
            at = person.addresses[self._address].row
            row.problem("email", "repeated", f"{quoted(self._address)} also appears in row {at}.")
        elif len(person.addresses) == MAX_ADDRESSES:
            row.problem(
                "email", "too_many", f"Account {person.id} has more than {MAX_ADDRESSES} addresses."
            )
        elif self._primary and any(held.primary for held in person.addresses.values()):
            row.problem(
                "primary",
                "two_primaries",
                f"Account {person.id} has a primary address in an earlier row.",
            )


def _each_address_once(people: dict[str, Person], tally: Tally) -> tuple[Person, ...]:
    """Everybody whose addresses are nobody's above; the others are left out, each named."""
    owners: dict[str, Person] = {}
    kept = []
    for person in people.values():
        taken = [(address, owners[address]) for address in person.addresses if address in owners]
        if taken:
            leave_person(
                person,
                f"{quoted(taken[0][0])} belongs to account {taken[0][1].id} "
                f"(row {taken[0][1].addresses[taken[0][0]].row})",
                tally,
            )
            continue
        owners |= dict.fromkeys(person.addresses, person)
        kept.append(person)
    return tuple(kept)


def leave_person(person: Person, why: str, tally: Tally) -> None:
    """Leave out every row of a person, and say why once."""
    for number, address in enumerate(person.addresses.values()):
        place = f"row {address.row}"
        if number == 0:
            tally.leave_taken(place, "address_taken", f"{why}; account {person.id} is left out.")
        else:
            tally.leave_taken(
                place, "address_taken", f"account {person.id} is left out (see above)."
            )


def _choose_primary(person: Person, findings: Findings) -> None:
    """The first address is the primary one where the file names none."""
    if any(address.primary for address in person.addresses.values()):
        return
    key, first = next(iter(person.addresses.items()))
    person.addresses[key] = Address(first.shown, primary=True, row=first.row)
    if len(person.addresses) > 1:
        findings.note(
            f"row {first.row}", "primary", f"taken as account {person.id}'s primary address."
        )
