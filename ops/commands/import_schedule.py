"""`import-schedule FILE --id ID`: a published schedule becomes a conference, or updates one."""

from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

from chalicelib.domain.conference import Format, Session
from ops import console
from ops.commands.shared import COLUMN_HELP, DRY_RUN_DONE, DRY_RUN_HELP, checked_id
from ops.files import shown_name
from ops.problems import refused
from ops.schedule.plan import Plan, Request, plan


def import_schedule(
    file: Annotated[Path, typer.Argument(help="frab XML, frab JSON, or CSV.")],
    conference_id: Annotated[
        str, typer.Option("--id", help="The conference's id: lower case, digits, hyphens.")
    ],
    name: Annotated[
        str, typer.Option(help="The conference's name. By default the stored one, or the file's.")
    ] = "",
    time_zone: Annotated[
        str, typer.Option(help="IANA zone, where the file has none, such as Europe/Brussels.")
    ] = "",
    format_: Annotated[
        Format,
        typer.Option("--format", help="How sessions were offered, where the file is silent."),
    ] = Format.IN_PERSON,
    eligible: Annotated[
        list[str] | None,
        typer.Option(
            help="What carries credit: all, track:NAME or type:NAME. Repeatable; none without it."
        ),
    ] = None,
    overlay: Annotated[
        Path | None, typer.Option(help="CSV session,format,contact_minutes,types laid over it.")
    ] = None,
    column: Annotated[list[str] | None, typer.Option(help=COLUMN_HELP)] = None,
    limit_by_type: Annotated[
        bool | None, typer.Option(help="Claim only sessions for one's registration type.")
    ] = None,
    limit_by_days: Annotated[
        bool | None, typer.Option(help="Claim only sessions on days one's registration covers.")
    ] = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove stored sessions that the file lacks.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=DRY_RUN_HELP)] = False,
) -> None:
    """Import a conference's schedule.

    The file is frab/pentabarf XML, frab JSON, or CSV, which its content tells. Give the same
    options each time: the import describes the whole schedule. Certificates that exist are never
    touched.

    CSV has the columns
    id,title,date,starts_at,ends_at,speakers,format,contact_minutes,types,track, of which the
    first five are required. Speakers and types are separated by semicolons. --column renames a
    CSV schedule's columns, or else the overlay's.
    """
    from chalicelib.store.claims import conferences

    stored = conferences.load(checked_id(conference_id, "--id"))
    found = plan(
        Request(
            file=file,
            conference_id=conference_id,
            name=name,
            time_zone=time_zone,
            format=format_,
            eligible=tuple(eligible or ()),
            overlay=overlay,
            columns=tuple(column or ()),
            limit_by_type=limit_by_type,
            limit_by_days=limit_by_days,
            prune=prune,
        ),
        stored,
    )
    _show(found, known=stored is not None)
    if dry_run:
        console.say(DRY_RUN_DONE)
    elif found.changes_anything:
        _save(found, stored.revision if stored else 0, shown_name(file))
    console.say(summary(found.sessions))


def summary(sessions: tuple[Session, ...]) -> str:
    """The last line: how much of the schedule carries credit."""
    credited = [session.contact_minutes for session in sessions if session.eligible]
    hours = (Decimal(sum(credited)) / 60).quantize(Decimal("0.01"))
    return f"{len(credited)} of {len(sessions)} sessions eligible, {hours} hours"


def _save(found: Plan, revision: int, source: str) -> None:
    from chalicelib.store.claims import conferences

    try:
        conferences.save(found.conference, found.sessions, expected_revision=revision)
    except conferences.ScheduleTooLarge:
        raise refused(
            source, "its sessions have more text than one conference can hold; shorten the titles"
        ) from None


def _show(found: Plan, *, known: bool) -> None:
    console.warn(found.notes)
    console.say(f"Conference {found.conference.id}: {'known' if known else 'new'}")
    for line in found.facts:
        console.say(f"  {line}")
    console.listing("New sessions", found.changes.added, "+", "green")
    console.listing("Changed sessions", found.changes.changed, "~", "yellow")
    console.listing("Removed sessions", found.changes.removed, "-", "red")
    console.listing("Not in the file, kept", found.changes.kept, "=")
    if found.changes.unchanged:
        console.say(f"Unchanged sessions: {found.changes.unchanged}")
