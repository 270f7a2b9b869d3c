"""`import-attendance CONFERENCE FILE`: who was at which session, as scanners and platforms export it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chalicelib.domain.audit import Act, conference_scope
from chalicelib.domain.email_address import address_id
from chalicelib.domain.proof import asks_for_proof
from chalicelib.domain.registration import proof_of
from chalicelib.importing.people.attendance_said import proof_said
from chalicelib.importing.people.registrations_file import Registered
from chalicelib.importing.quoting import counted
from ops import console, files, who
from ops.commands import mapping_options, shared
from ops.commands.shared import DRY_RUN_DONE, stored_conference

if TYPE_CHECKING:
    from chalicelib.importing.people.attendance_plan import Plan

_UNUSED = (
    "This conference doesn't ask for recorded attendance. To let people claim only what was recorded, "
    'set attendance = "verified" in its settings.'
)


@mapping_options.reads_tables
def import_attendance(
    conference: Annotated[str, typer.Argument(help="The conference's ID.")],
    file: Annotated[
        Path, typer.Argument(help="Spreadsheet (xlsx, ods, CSV) with one check-in per row.")
    ],
    table: mapping_options.Table,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove recorded attendance that isn't in the file.")
    ] = False,
    dry_run: shared.DryRun = False,
) -> None:
    """Import who attended which session.

    Each row has an email address and a session (its ID or title), or a day for all its sessions.
    minutes, if given, are the minutes attended: the most the session counts for. What was recorded before
    stays, so that each room or day can have its own file. Registrations have to be imported first.
    Existing certificates are never changed.
    """
    from chalicelib.importing.people import attendance_plan
    from chalicelib.importing.people.request import Request

    stored = stored_conference(conference)
    request = Request(
        file=files.source(file),
        conference=stored.conference,
        sessions=stored.sessions,
        mapped=table.mapped,
        skips=table.skips,
        prune=prune,
    )
    with console.progress() as progress:
        found = attendance_plan.plan(request, progress)
    _audit(found, request.file.digest, dry_run)
    console.warn(found.notes)
    console.listing("Changed addresses", [_line(one) for one in found.changed], "~", "yellow")
    console.listing("Forgotten", [one.address for one in found.gone], "-", "red")
    if found.unchanged:
        console.say(f"Unchanged addresses: {found.unchanged}")
    if dry_run:
        console.say(DRY_RUN_DONE)
    else:
        with console.progress() as progress:
            attendance_plan.apply(found, progress)
    console.tally(found.tally, "row")
    people = counted(len(found.changed) + found.unchanged, "address", "addresses")
    console.say(f"{people} with recorded attendance at {stored.conference.name}")
    if not asks_for_proof(stored.conference.policies):
        console.say(_UNUSED)


def _audit(found: "Plan", digest: str, dry_run: bool) -> None:
    """Before anything is shown: what changes names what was stored."""
    from chalicelib.services.audit.record import record

    touched = [one.address for one in (*found.changed, *found.gone)]
    facts = {"file": digest, "removed": str(len(found.gone)), "dry_run": "yes" if dry_run else ""}
    subjects = tuple(address_id(address) for address in touched)
    scope = conference_scope(found.conference.id)
    record(Act(scope, "import-attendance", subjects, facts), who.by(), datetime.now(UTC))


def _line(one: Registered) -> str:
    return f"{one.address}: {proof_said(proof_of(one.registrations))}"
