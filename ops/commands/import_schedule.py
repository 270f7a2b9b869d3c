"""`import-schedule FILE --id ID`: a published schedule becomes a conference, or updates one."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from chalicelib.domain.audit import Act, conference_scope
from chalicelib.domain.conference import Format
from chalicelib.domain.limits import MAX_SCHEDULE_BYTES, MAX_TABLE_BYTES
from chalicelib.importing.schedule import eligible as credit
from chalicelib.importing.schedule.credit_rules import credit_rules
from chalicelib.importing.schedule.identity import Match
from ops import console, files, who
from ops.commands import mapping_options, shared
from ops.commands.shared import DRY_RUN_DONE, checked_id


@mapping_options.reads_tables
def import_schedule(
    file: Annotated[
        Path,
        typer.Argument(help="Spreadsheet (xlsx, ods, CSV), iCalendar, frab XML or frab JSON."),
    ],
    conference_id: Annotated[
        str, typer.Option("--id", help="The conference's ID: lower case, digits, hyphens.")
    ],
    *,
    name: Annotated[
        str, typer.Option(help="The conference's name. By default the stored one, or the file's.")
    ] = "",
    time_zone: Annotated[
        str, typer.Option(help="IANA zone, if the file has none, such as America/Chicago.")
    ] = "",
    format_: Annotated[
        Format,
        typer.Option("--format", help="How sessions were offered, if the file doesn't say."),
    ] = Format.IN_PERSON,
    eligible: Annotated[
        list[str] | None,
        typer.Option(
            help="Which sessions offer credit: all, track:NAME or type:NAME. Repeatable. Default: none."
        ),
    ] = None,
    credit_types: Annotated[
        list[str] | None,
        typer.Option(
            "--credit",
            help="What a credit type counts: TYPE=all, TYPE=track:NAME, TYPE=type:NAME. Repeatable.",
        ),
    ] = None,
    no_breaks: Annotated[
        bool,
        typer.Option("--no-breaks", help="No credit for breaks, meals, registration or exhibits."),
    ] = False,
    keep_cancelled: Annotated[
        bool, typer.Option("--keep-cancelled", help="Also give canceled sessions credit.")
    ] = False,
    overlay: Annotated[
        Path | None,
        typer.Option(
            help="Spreadsheet (session,format,contact_minutes,credits,types) that overrides the file."
        ),
    ] = None,
    table: mapping_options.Table,
    match: Annotated[
        Match | None,
        typer.Option(help="How to match sessions if their IDs seem to have changed meaning."),
    ] = None,
    limit_by_type: Annotated[
        bool | None, typer.Option(help="Attendees claim only sessions for their registration type.")
    ] = None,
    limit_by_days: Annotated[
        bool | None, typer.Option(help="Attendees claim only sessions on days they registered for.")
    ] = None,
    ask_live: Annotated[
        bool | None,
        typer.Option(help="Attendees say which virtual and hybrid sessions they attended live."),
    ] = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Withdraw stored sessions that are not in the file.")
    ] = False,
    take_file: Annotated[
        bool,
        typer.Option("--take-file", help="Replace what was set by hand with what the file has."),
    ] = False,
    dry_run: shared.DryRun = False,
) -> None:
    """Import a conference's schedule.

    The file's format is detected automatically. Use the same options each time: the import
    describes the whole schedule. Existing certificates are never changed.

    A spreadsheet needs a title, a date, a start, and an end or a duration. Common
    headings are recognized; docs/imports.md lists them. Speakers and types are separated by
    semicolons. --column renames a spreadsheet's columns, or else the overlay's.
    """
    from chalicelib.importing.schedule.apply import apply
    from chalicelib.importing.schedule.plan import Request, plan
    from chalicelib.services.audit.record import record
    from chalicelib.store.claims import conferences

    stored = conferences.load(checked_id(conference_id, "--id"))
    source = files.source(file, MAX_SCHEDULE_BYTES)
    found = plan(
        Request(
            file=source,
            conference_id=conference_id,
            name=name,
            time_zone=time_zone,
            format=format_,
            credit=credit.Credit(
                credit.rules_from(eligible or ()),
                credit_rules(credit_types or ()),
                keep_cancelled,
                no_breaks,
            ),
            overlay=files.source(overlay, MAX_TABLE_BYTES) if overlay else None,
            mapped=table.mapped,
            skips=table.skips,
            match=match,
            limit_by_type=limit_by_type,
            limit_by_days=limit_by_days,
            ask_live=ask_live,
            prune=prune,
            take_file=take_file,
        ),
        stored,
    )
    console.schedule(found, known=stored is not None)
    if dry_run:
        console.say(DRY_RUN_DONE)
    else:
        facts = {"file": source.digest, "came_to": found.summary()}
        act = Act(conference_scope(conference_id), "import-schedule", facts=facts)
        record(act, who.by(), datetime.now(UTC))
        apply(found, files.shown_name(file))
    console.say(found.summary())
