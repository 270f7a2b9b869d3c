"""`move-registration`: to another address of the same person."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from ops import console, who
from ops.commands.registration_line import registered
from ops.commands.shared import DRY_RUN_DONE, DRY_RUN_HELP, checked_id


def move_registration(
    conference_id: Annotated[
        str, typer.Argument(metavar="CONFERENCE", help="The conference's ID.")
    ],
    address: Annotated[
        str, typer.Argument(metavar="FROM", help="The address that is registered now.")
    ],
    to: Annotated[str, typer.Option(help="The address that should be registered.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=DRY_RUN_HELP)] = False,
) -> None:
    """Move an address's registrations for a conference to another address.

    For people who registered with an address that they can't verify or mistyped. Make sure that both
    addresses are theirs. Also correct it in the registration system, or the next import will bring
    the old address back.
    """
    from chalicelib.services.organizers import move_registration as service

    planned = service.plan(
        checked_id(conference_id, "conference id"), address, to, who.by(), datetime.now(UTC)
    )
    for registration in planned.moved:
        console.say(f"{planned.source} → {planned.target}: {registered(registration)}")
    if dry_run:
        console.say(DRY_RUN_DONE)
        return
    service.move(planned, who.by(), datetime.now(UTC))
    console.say(f"Moved. {planned.target} must be verified before the person can claim.")
