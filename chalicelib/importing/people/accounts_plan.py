"""What importing accounts comes to, and writing it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.domain.account import Account
from chalicelib.domain.email_address import MAX_ADDRESSES
from chalicelib.importing.leaving_out import Skips, Tally
from chalicelib.importing.mapping import Mapped
from chalicelib.importing.people import accounts_file
from chalicelib.importing.people.accounts_file import COLUMNS, Person, leave_person
from chalicelib.importing.problems import Finding, Findings, Refused
from chalicelib.importing.progress import Progress, silent, told
from chalicelib.importing.quoting import quoted
from chalicelib.importing.source import Source
from chalicelib.importing.table.rows import columns_said
from chalicelib.store.people import accounts, imported_accounts


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for."""

    file: Source
    mapped: Mapped = field(default_factory=Mapped)
    skips: Skips = field(default_factory=Skips)


@dataclass(frozen=True, slots=True)
class Change:
    """A person to write, what changes in words, and whether the account is new."""

    person: Person
    line: str
    new: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """`people` are all whom the file may import; `changes` those to be written."""

    people: tuple[Person, ...]
    changes: tuple[Change, ...]
    notes: list[Finding]
    tally: Tally

    @property
    def addresses(self) -> int:
        """How many verified addresses the people have."""
        return sum(len(person.addresses) for person in self.people)


def plan(request: Request, progress: Progress = silent) -> Plan:
    """Reads the file and what is stored of its people. Raises Refused.

    Who has an address that is verified on another account is left out and named, and so is whoever
    deleted their account.
    """
    columns_said(request.mapped.columns, COLUMNS)
    findings = Findings(request.file.name)
    found, tally = accounts_file.parse(request.file, request.mapped, request.skips, findings)
    people, changes = [], []
    for person in told(found, "Reading what is stored", progress):
        stored = accounts.load(person.id)
        why = _why_not(person, stored)
        if why:
            leave_person(person, why, tally)
            continue
        if stored and (not person.name or imported_accounts.keeps_name(person.id)):
            person.name = stored.name
        people.append(person)
        line = _differences(person, stored)
        if line:
            changes.append(Change(person, line, stored is None))
    if not people:
        raise Refused(request.file.name, tally.left_out)
    return Plan(tuple(people), tuple(changes), findings.notes, tally)


def apply(plan: Plan, now: datetime, progress: Progress = silent) -> None:
    """Account by account, each in one transaction. Raises Stopped; planned again, it goes on."""
    for change in told(plan.changes, "Writing", progress):
        _save(change.person, now)


def _save(person: Person, now: datetime) -> None:
    imported_accounts.save(
        person.id,
        person.name,
        [(address.shown, address.primary) for address in person.addresses.values()],
        person.password_hash or None,
        now,
    )


def _why_not(person: Person, stored: Account | None) -> str:
    """Why this person cannot be imported; "" where they can."""
    if accounts.was_deleted(person.id):
        return f"the person of account {person.id} deleted it"
    for normalised in person.addresses:
        owner = accounts.owner_of(normalised)
        if owner not in (None, person.id):
            return f"{quoted(normalised)} is verified on account {owner}"
    held = {address.normalised for address in stored.addresses} if stored else set()
    if len(held | set(person.addresses)) > MAX_ADDRESSES:
        return f"with the addresses it has, it would have more than {MAX_ADDRESSES}"
    return ""


def _differences(person: Person, stored: Account | None) -> str:
    """What importing the person changes; "" when nothing."""
    shown = ", ".join(address.shown for address in person.addresses.values())
    if stored is None:
        return f"{person.id}: {person.name or 'no name'}, {shown}"
    verified = {address.normalised for address in stored.addresses if address.verified}
    new = [held.shown for key, held in person.addresses.items() if key not in verified]
    lines: Sequence[str] = [
        f"name {stored.name or 'none'} → {person.name}" if person.name != stored.name else "",
        f"new addresses {', '.join(new)}" if new else "",
        "password" if _takes_password(person) else "",
    ]
    parts = [part for part in lines if part]
    return f"{person.id}: {'; '.join(parts)}" if parts else ""


def _takes_password(person: Person) -> bool:
    return bool(person.password_hash) and imported_accounts.would_take(
        person.id, person.password_hash
    )
