"""`move-address ADDRESS --to ACCOUNT`: one person, two accounts."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from chalicelib.domain.grant import EVERY
from ops import console, who
from ops.commands.shared import DRY_RUN_DONE, DRY_RUN_HELP
from ops.refusals import refused


def move_address(
    address: Annotated[
        str, typer.Argument(metavar="ADDRESS", help="The verified address to move.")
    ],
    to: Annotated[
        str,
        typer.Option(help="The account to move it to: its ID or one of its verified addresses."),
    ],
    reason: Annotated[
        str, typer.Option(help="For the record: who asked, and how you know it is them.")
    ],
    close: Annotated[
        bool,
        typer.Option(
            "--close", help="Also move an account's only address, which deletes that account."
        ),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=DRY_RUN_HELP)] = False,
) -> None:
    """Move a verified address, with its registrations, to another account of the same person.

    First make sure that the person receives email at that address: ask them to write from it. Both
    accounts are notified by email, and the audit keeps who moved it and why. Claims and certificates
    stay with their account. An account left without an address is deleted (--close): its certificates
    can still be verified, but no longer downloaded, and it loses its organizer roles.
    """
    from chalicelib.services.organizers import move_address as service

    if not reason.strip():
        raise refused("--reason", "Give a reason; the audit keeps it.")
    planned = service.plan(address, to)
    console.say(
        f"{planned.address.shown}: account {planned.source.id} → account {planned.target.id}"
    )
    if planned.closes and not close:
        raise refused(
            f"account {planned.source.id}",
            f"{planned.address.shown} is its only verified address. With --close, the account is "
            "deleted, along with its claims and PDFs.",
        )
    if planned.closes:
        console.say(f"Account {planned.source.id} will be deleted", "yellow")
    for lost in planned.roles_lost:
        where = "every conference" if lost.conference_id == EVERY else lost.conference_id
        message = (
            f"Its role as {lost.role} of {where} goes with it: grant it again where it is needed"
        )
        console.say(message, "yellow")
    if dry_run:
        console.say(DRY_RUN_DONE)
        return
    service.move(planned, who.by(reason), datetime.now(UTC))
    console.say("Moved. Both accounts were notified by email, and the audit has it")
