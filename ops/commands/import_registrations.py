"""`import-registrations CONFERENCE FILE`: who is registered, as the registration system exports it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from chalicelib.domain.registration import Registration
from ops import console, registrations_file
from ops.commands.shared import COLUMN_HELP, DRY_RUN_DONE, DRY_RUN_HELP, stored_conference
from ops.files import shown_name
from ops.problems import Findings
from ops.registrations_file import COLUMNS, Registered
from ops.tables import headings_from

_READ_AT_ONCE, _WRITTEN_AT_ONCE = 100, 25  # what DynamoDB takes in one call


def import_registrations(
    conference: Annotated[str, typer.Argument(help="The conference's id.")],
    file: Annotated[Path, typer.Argument(help="CSV with email,name,type,attendance,days,status.")],
    column: Annotated[list[str] | None, typer.Option(help=COLUMN_HELP)] = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove the registrations of addresses not in the file.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=DRY_RUN_HELP)] = False,
) -> None:
    """Import a conference's registrations.

    What an address had there is replaced. attendance is in_person (also where empty) or virtual;
    days are ISO dates separated by spaces (empty: all days); status is confirmed (also where
    empty) or cancelled. Several rows of one address combine. Certificates that exist are never
    touched.
    """
    known = stored_conference(conference).conference
    findings = Findings(shown_name(file))
    headings = headings_from(column or (), COLUMNS)
    found = registrations_file.parse(file, known, headings, findings)
    console.warn(findings.notes)
    before = _stored(found, conference)
    changed = [one for one in found if before.get(one.address) != set(one.registrations)]
    gone = _gone(found, conference) if prune else []
    _show(found, changed, before, gone)
    if dry_run:
        console.say(DRY_RUN_DONE)
    else:
        _write(conference, changed, gone)
    confirmed = sum(any(r.confirmed for r in one.registrations) for one in found)
    console.say(
        f"{console.counted(len(found), 'address', 'addresses')} at {known.name}, "
        f"{confirmed} with a confirmed registration"
    )


def _stored(found: tuple[Registered, ...], conference: str) -> dict[str, set[Registration]]:
    from chalicelib.store.people import registrations

    stored: dict[str, set[Registration]] = {}
    for part in console.progress(_parts(found, _READ_AT_ONCE), "Reading what is stored"):
        held = registrations.by_address([one.address for one in part], conference)
        stored |= {address: set(there) for address, there in held.items()}
    return stored


def _gone(found: tuple[Registered, ...], conference: str) -> list[str]:
    from chalicelib.store.people import registrations

    kept = {one.address for one in found}
    return sorted(registrations.addresses_registered_for(conference) - kept)


def _write(conference: str, changed: list[Registered], gone: list[str]) -> None:
    """Address by address, each whole: a run that is interrupted is completed by the next."""
    from chalicelib.store.people import registrations

    for part in console.progress(_parts(changed, _WRITTEN_AT_ONCE), "Writing"):
        registrations.put_many(conference, {one.address: one.registrations for one in part})
    for address in console.progress(gone, "Removing"):
        registrations.delete(address, conference)


def _show(
    found: tuple[Registered, ...],
    changed: list[Registered],
    before: dict[str, set[Registration]],
    gone: list[str],
) -> None:
    new = [_line(one) for one in changed if one.address not in before]
    differing = [_line(one) for one in changed if one.address in before]
    console.listing("New addresses", new, "+", "green")
    console.listing("Changed addresses", differing, "~", "yellow")
    console.listing("Removed addresses", gone, "-", "red")
    if len(found) > len(changed):
        console.say(f"Unchanged addresses: {len(found) - len(changed)}")


def _parts(found: Sequence[Registered], size: int) -> list[Sequence[Registered]]:
    return [found[start : start + size] for start in range(0, len(found), size)]


def _line(one: Registered) -> str:
    return f"{one.address}: {'; '.join(_described(r) for r in one.registrations)}"


def _described(registration: Registration) -> str:
    days = " ".join(str(day) for day in registration.days) or "all days"
    parts = (registration.type, registration.attendance.value, days, registration.status.value)
    return ", ".join(part for part in parts if part)
