"""`import-accounts FILE`: the people of the mobile app, with their verified addresses."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from chalicelib.domain.account import Account
from chalicelib.domain.limits import MAX_ADDRESSES
from ops import accounts_file, console
from ops.accounts_file import COLUMNS, Person
from ops.commands.shared import COLUMN_HELP, DRY_RUN_DONE, DRY_RUN_HELP
from ops.files import shown_name
from ops.problems import Findings
from ops.tables import headings_from
from ops.values import quoted


def import_accounts(
    file: Annotated[
        Path, typer.Argument(help="CSV with account,name,email,primary,password_hash.")
    ],
    column: Annotated[list[str] | None, typer.Option(help=COLUMN_HELP)] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=DRY_RUN_HELP)] = False,
) -> None:
    """Import accounts with their verified addresses.

    Rows with the same account are one person's addresses. password_hash is argon2 or bcrypt as
    they write it; it is upgraded at the first sign-in. A name or password that was set in the
    portal is never overwritten. An address that is not in the file stays with its account, and an
    account that its person deleted is not brought back.
    """
    findings = Findings(shown_name(file))
    people = accounts_file.parse(file, headings_from(column or (), COLUMNS), findings)
    people = _still_here(people, findings)
    changed = _changed(people, findings)
    console.warn(findings.notes)
    for kind, sign, style in (("New", "+", "green"), ("Changed", "~", "yellow")):
        lines = [line for _, line, is_new in changed if is_new == (kind == "New")]
        console.listing(f"{kind} accounts", lines, sign, style)
    if len(people) > len(changed):
        console.say(f"Unchanged accounts: {len(people) - len(changed)}")
    if dry_run:
        console.say(DRY_RUN_DONE)
    else:
        _write([person for person, _, _ in changed])
    addresses = sum(len(person.addresses) for person in people)
    console.say(
        f"{console.counted(len(people), 'account', 'accounts')} with "
        f"{console.counted(addresses, 'verified address', 'verified addresses')}"
    )


def _still_here(people: tuple[Person, ...], findings: Findings) -> tuple[Person, ...]:
    """Without those who deleted their account: no import brings it back."""
    from chalicelib.store.people import accounts

    left = {person.id for person in people if accounts.was_deleted(person.id)}
    for identifier in sorted(left):
        findings.note(f"account {identifier}", "its person deleted it; it is left out.")
    return tuple(person for person in people if person.id not in left)


def _changed(people: tuple[Person, ...], findings: Findings) -> list[tuple[Person, str, bool]]:
    """The people to write, each with what changes and whether the account is new.

    Raises BadInput when the store holds an address for somebody else: found before any write.
    """
    from chalicelib.store.people import accounts, imported_accounts

    changed = []
    for person in console.progress(people, "Reading what is stored"):
        stored = accounts.load(person.id)
        _check_owners(person, findings)
        _check_number(person, stored, findings)
        if stored and (not person.name or imported_accounts.keeps_name(person.id)):
            person.name = stored.name
        line = _differences(person, stored)
        if line:
            changed.append((person, line, stored is None))
    findings.refuse_if_any()
    return changed


def _check_owners(person: Person, findings: Findings) -> None:
    from chalicelib.store.people import accounts

    for normalised, address in person.addresses.items():
        owner = accounts.owner_of(normalised)
        if owner not in (None, person.id):
            findings.problem(
                f"row {address.row}, column email",
                f"{quoted(normalised)} is verified on account {owner} already; "
                "remove the row, or the address from that account.",
            )


def _check_number(person: Person, stored: Account | None, findings: Findings) -> None:
    held = {address.normalised for address in stored.addresses} if stored else set()
    row = min(address.row for address in person.addresses.values())
    if len(held | set(person.addresses)) > MAX_ADDRESSES:
        findings.problem(
            f"row {row}, column email",
            f"with the addresses it has, account {person.id} would have more than {MAX_ADDRESSES}.",
        )


def _differences(person: Person, stored: Account | None) -> str:
    """What importing the person changes; "" when nothing."""
    from chalicelib.store.people import imported_accounts

    shown = ", ".join(address.shown for address in person.addresses.values())
    if stored is None:
        return f"{person.id}: {person.name or 'no name'}, {shown}"
    verified = {address.normalised for address in stored.addresses if address.verified}
    new = [held.shown for key, held in person.addresses.items() if key not in verified]
    parts = []
    if person.name != stored.name:
        parts.append(f"name {stored.name or 'none'} → {person.name}")
    if new:
        parts.append(f"new addresses {', '.join(new)}")
    if person.password_hash and imported_accounts.would_take(person.id, person.password_hash):
        parts.append("password")
    return f"{person.id}: {'; '.join(parts)}" if parts else ""


def _write(people: list[Person]) -> None:
    """Account by account, each in one transaction: an interrupted run is completed by the next."""
    from chalicelib.store.people import imported_accounts

    now = datetime.now(UTC)
    for person in console.progress(people, "Writing"):
        imported_accounts.save(
            person.id,
            person.name,
            [(address.shown, address.primary) for address in person.addresses.values()],
            person.password_hash or None,
            now,
        )
