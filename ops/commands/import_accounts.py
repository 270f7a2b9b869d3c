"""`import-accounts FILE`: the people of the mobile app, with their verified addresses."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from chalicelib.domain.audit import PORTAL, Act
from chalicelib.importing.quoting import counted
from ops import console, files, who
from ops.commands import mapping_options, shared
from ops.commands.shared import DRY_RUN_DONE


def import_accounts(
    file: Annotated[
        Path,
        typer.Argument(
            help="Spreadsheet (xlsx, ods, CSV): account,name,email,primary,password_hash."
        ),
    ],
    column: mapping_options.Column = None,
    value: mapping_options.Value = None,
    mapping: mapping_options.MappingFile = None,
    sheet: mapping_options.Sheet = "",
    encoding: mapping_options.Encoding = "",
    skip: mapping_options.Skip = None,
    skip_bad_rows: mapping_options.SkipBadRows = False,
    dry_run: shared.DryRun = False,
) -> None:
    """Import accounts with their verified addresses.

    Rows with the same account are one person's addresses. password_hash is argon2 or bcrypt as
    they write it; it is upgraded at the first sign-in. A name or password that was set in the
    portal is never overwritten. An address that is not in the file stays with its account, and an
    account that its owner deleted is not brought back. Someone whose address belongs to another
    account is left out and named.
    """
    from chalicelib.importing.people import accounts_plan
    from chalicelib.services.audit.record import record

    request = accounts_plan.Request(
        file=files.source(file),
        mapped=mapping_options.mapped_from(column, value, mapping, None, sheet, encoding),
        skips=mapping_options.skips_from(skip, skip_bad_rows),
    )
    with console.progress() as progress:
        found = accounts_plan.plan(request, progress)
    touched = tuple(change.person.id for change in found.changes)
    facts = {"file": request.file.digest, "dry_run": "yes" if dry_run else ""}
    record(Act(PORTAL, "import-accounts", touched, facts), who.by(), datetime.now(UTC))
    console.warn(found.notes)
    for kind, new, sign, style in (("New", True, "+", "green"), ("Changed", False, "~", "yellow")):
        lines = [change.line for change in found.changes if change.new is new]
        console.listing(f"{kind} accounts", lines, sign, style)
    if len(found.people) > len(found.changes):
        console.say(f"Unchanged accounts: {len(found.people) - len(found.changes)}")
    if dry_run:
        console.say(DRY_RUN_DONE)
    else:
        with console.progress() as progress:
            refused = accounts_plan.apply(found, datetime.now(UTC), progress)
        console.warn(refused)
    console.tally(found.tally, "row")
    console.say(
        f"{counted(len(found.people), 'account')} with "
        f"{counted(found.addresses, 'verified address', 'verified addresses')}"
    )
