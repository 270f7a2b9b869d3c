"""`move-registration`: to another address of the same person."""

from typing import Annotated

import typer

from ops import console
from ops.commands.find import registered
from ops.commands.shared import DRY_RUN_DONE, DRY_RUN_HELP, checked_id


def move_registration(
    conference_id: Annotated[str, typer.Argument(metavar="CONFERENCE", help="Its id.")],
    address: Annotated[str, typer.Argument(metavar="FROM", help="The address it is under now.")],
    to: Annotated[str, typer.Option(help="The address it should be under.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=DRY_RUN_HELP)] = False,
) -> None:
    """Move what an address is registered for at a conference to another address.

    For somebody who registered with an address that they cannot verify, or mistyped. Make sure that
    both are theirs. The registration system does not know of it: correct it there, too, or the next
    import brings the old one back.
    """
    from chalicelib.services.organizers import move_registration as service

    planned = service.plan(checked_id(conference_id, "conference id"), address, to)
    for registration in planned.moved:
        console.say(f"{planned.source} → {planned.target}: {registered(registration)}")
    if dry_run:
        console.say(DRY_RUN_DONE)
        return
    service.move(planned)
    console.say(f"Moved. {planned.target} must be verified before it counts.")
