"""What importing accounts comes to, and writing it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.domain.limits import MAX_ADDRESSES
from chalicelib.importing.leaving_out import Skips, Tally
from chalicelib.importing.mapping import Mapped
from chalicelib.importing.people import accounts_file
from chalicelib.importing.people.accounts_file import COLUMNS, Person, leave_person
from chalicelib.importing.problems import Finding, Findings, Refused
from chalicelib.importing.progress import Progress, in_parallel, parts, silent
from chalicelib.importing.quoting import quoted
from chalicelib.importing.source import Source
from chalicelib.importing.table.rows import columns_said
from chalicelib.store.people import imported_accounts
from chalicelib.store.people.known_accounts import Imported, Known, known

_READ_AT_ONCE, _WRITTEN_AT_ONCE = 33, 33  # what one call takes of people with one address


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

    A person whose address is verified on another account is left out and named, as is a person
    who deleted their account.
    """
    columns_said(request.mapped.columns, COLUMNS)
    findings = Findings(request.file.name)
    found, tally = accounts_file.parse(request.file, request.mapped, request.skips, findings)
    people, changes = [], []
    for person, stored in _with_what_is_stored(found, progress):
        why = _why_not(person, stored)
        if why:
            leave_person(person, why, tally)
            continue
        if person.id in stored.heads and (not person.name or stored.keeps_name(person.id)):
            person.name = stored.name(person.id)
        people.append(person)
        line = _differences(person, stored)
        if line:
            changes.append(Change(person, line, person.id not in stored.heads))
    if not people:
        raise Refused(request.file.name, tally.left_out)
    return Plan(tuple(people), tuple(changes), findings.notes, tally)


def apply(plan: Plan, now: datetime, progress: Progress = silent) -> list[Finding]:
    """Each account whole, some dozens together; returns who was refused in the meantime, and why.

    Raises Stopped; planned again, it goes on from there.
    """

    def write(part: Sequence[Change]) -> dict[str, Exception]:
        return imported_accounts.save_many([_imported(change.person) for change in part], now)

    refused: dict[str, Exception] = {}
    for outcome in in_parallel(parts(plan.changes, _WRITTEN_AT_ONCE), write, "Writing", progress):
        refused |= outcome
    return [
        Finding(f"account {identifier}", "meanwhile", f"{why} It is left out.")
        for identifier, why in refused.items()
    ]


def _with_what_is_stored(
    found: Sequence[Person], progress: Progress
) -> Iterator[tuple[Person, Known]]:
    """Each person, with what is stored of them and of those read together with them."""

    def read(part: Sequence[Person]) -> Known:
        return known([_imported(person) for person in part])

    work = parts(found, _READ_AT_ONCE)
    for part, stored in zip(
        work, in_parallel(work, read, "Reading what is stored", progress), strict=True
    ):
        for person in part:
            yield person, stored


def _imported(person: Person) -> Imported:
    addresses = {key: (held.shown, held.primary) for key, held in person.addresses.items()}
    return Imported(person.id, person.name, addresses, person.password_hash or None)


def _why_not(person: Person, stored: Known) -> str:
    """Why this person cannot be imported; "" where they can."""
    if person.id in stored.deleted:
        return f"the person of account {person.id} deleted it"
    for normalised in person.addresses:
        owner = stored.owners.get(normalised)
        if owner not in (None, person.id):
            return f"{quoted(normalised)} is verified on account {owner}"
    if len(stored.addresses(person.id) | set(person.addresses)) > MAX_ADDRESSES:
        return f"with the addresses it has, it would have more than {MAX_ADDRESSES}"
    return ""


def _differences(person: Person, stored: Known) -> str:
    """What importing the person changes; "" when nothing."""
    if person.id not in stored.heads:
        shown = ", ".join(address.shown for address in person.addresses.values())
        return f"{person.id}: {person.name or 'no name'}, {shown}"
    verified = stored.verified(person.id)
    new = [held.shown for key, held in person.addresses.items() if key not in verified]
    was = stored.name(person.id)
    lines = (
        f"name {was or 'none'} → {person.name}" if person.name != was else "",
        f"new addresses {', '.join(new)}" if new else "",
        "password" if _takes_password(person, stored) else "",
    )
    told = [line for line in lines if line]
    return f"{person.id}: {'; '.join(told)}" if told else ""


def _takes_password(person: Person, stored: Known) -> bool:
    return bool(person.password_hash) and stored.would_take(person.id, person.password_hash)
