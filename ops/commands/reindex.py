"""`reindex`: complete what an earlier version stored."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from chalicelib.domain.audit import PORTAL, Act
from chalicelib.importing.quoting import counted
from ops import console, who
from ops.commands.shared import DRY_RUN_DONE, DRY_RUN_HELP


def reindex(
    dry_run: Annotated[bool, typer.Option("--dry-run", help=DRY_RUN_HELP)] = False,
) -> None:
    """Complete the list of conferences, rosters, the index of organizers' lists, and certificates' totals.

    Run it once after updating from 0.1.0, and again if 0.1.0 ran in between. It reads every table
    once, which no other command does. The portal can stay up; wait until imports are done.
    """
    from chalicelib.services.audit.record import record
    from chalicelib.services.organizers.reindex import reindex as complete

    if not dry_run:
        record(Act(PORTAL, "reindex"), who.by(), datetime.now(UTC))
    found = complete(write=not dry_run)
    console.say(f"Conferences listed:                  {found.listed}")
    console.say(f"Rosters completed:                   {found.rosters}")
    console.say(f"Claims, certificates and deliveries: {found.entries}")
    console.say(f"Certificates whose lists were wrong: {found.totals}")
    if found.passed:
        changed = counted(found.passed, "entry", "entries")
        console.say(f"{changed} changed in the meantime. Run reindex again.", "yellow")
    if dry_run:
        console.say(DRY_RUN_DONE)
