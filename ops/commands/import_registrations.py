"""`import-registrations CONFERENCE FILE`: who is registered, as the registration system exports it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chalicelib.domain.audit import Act, conference_scope
from chalicelib.domain.email_address import address_id
from chalicelib.domain.registration import Registration
from chalicelib.importing.people.attendance_said import proof_said
from chalicelib.importing.people.registrations_file import Registered
from chalicelib.importing.quoting import counted
from ops import console, files, who
from ops.commands import mapping_options, shared
from ops.commands.shared import DRY_RUN_DONE, stored_conference

if TYPE_CHECKING:
    from chalicelib.importing.people.registrations_plan import Plan


@mapping_options.reads_tables
def import_registrations(
    conference: Annotated[str, typer.Argument(help="The conference's ID.")],
    file: Annotated[
        Path, typer.Argument(help="Spreadsheet (xlsx, ods, CSV) with one email address per row.")
    ],
    table: mapping_options.Table,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove the registrations of addresses not in the file.")
    ] = False,
    dry_run: shared.DryRun = False,
) -> None:
    """Import a conference's registrations.

    Each address's earlier registrations there are replaced. attendance is in_person (also if empty)
    or virtual; days are dates separated by spaces or semicolons (empty: all days); status is
    confirmed (also if empty) or cancelled; attended, if the file has it, are the sessions or dates
    attended (or yes). Rows with the same address are combined, unless their names differ. Existing
    certificates are never changed.
    """
    from chalicelib.importing.people import registrations_plan
    from chalicelib.importing.people.request import Request

    stored = stored_conference(conference)
    known = stored.conference
    request = Request(
        file=files.source(file),
        conference=known,
        sessions=stored.sessions,
        mapped=table.mapped,
        skips=table.skips,
        prune=prune,
    )
    with console.progress() as progress:
        found = registrations_plan.plan(request, progress)
    _audit(found, request.file.digest, dry_run)
    console.warn(found.notes)
    console.listing("New addresses", [_line(one) for one in found.added], "+", "green")
    console.listing("Changed addresses", [_line(one) for one in found.changed], "~", "yellow")
    console.listing("Removed addresses", found.gone, "-", "red")
    if found.unchanged:
        console.say(f"Unchanged addresses: {found.unchanged}")
    if dry_run:
        console.say(DRY_RUN_DONE)
    else:
        with console.progress() as progress:
            registrations_plan.apply(found, progress)
    console.tally(found.tally, "row")
    console.say(
        f"{counted(len(found.found), 'address', 'addresses')} at {known.name}, "
        f"{found.confirmed} with a confirmed registration"
    )


def _audit(found: "Plan", digest: str, dry_run: bool) -> None:
    """Before anything is shown: what changes names what was stored."""
    from chalicelib.services.audit.record import record

    touched = [*(one.address for one in (*found.added, *found.changed)), *found.gone]
    facts = {"file": digest, "removed": str(len(found.gone)), "dry_run": "yes" if dry_run else ""}
    subjects = tuple(address_id(address) for address in touched)
    scope = conference_scope(found.conference.id)
    record(Act(scope, "import-registrations", subjects, facts), who.by(), datetime.now(UTC))


def _line(one: Registered) -> str:
    return f"{one.address}: {'; '.join(_described(r) for r in one.registrations)}"


def _described(registration: Registration) -> str:
    days = " ".join(str(day) for day in registration.days) or "all days"
    parts = (
        registration.type,
        registration.attendance.value,
        days,
        registration.status.value,
        proof_said(registration.proof) if registration.proof else "",
    )
    return ", ".join(part for part in parts if part)
