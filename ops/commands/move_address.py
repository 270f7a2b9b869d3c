"""`move-address ADDRESS --to ACCOUNT`: one person, two accounts."""

import getpass
from datetime import UTC, datetime
from typing import Annotated

import typer

from ops import console
from ops.commands.shared import DRY_RUN_DONE, DRY_RUN_HELP
from ops.refusals import refused


def move_address(
    address: Annotated[str, typer.Argument(help="The verified address to move.")],
    to: Annotated[str, typer.Option(help="The account: its id, or a verified address of it.")],
    reason: Annotated[
        str, typer.Option(help="Why, for the record: who asked, and how you know it is them.")
    ],
    operator: Annotated[
        str, typer.Option("--by", help="Who moves it, for the record.", show_default="your login")
    ] = "",
    close: Annotated[
        bool,
        typer.Option("--close", help="Go on when the account that loses it has no other address."),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=DRY_RUN_HELP)] = False,
) -> None:
    """Move a verified address, with its registrations, to another account of the same person.

    Make sure first that the person reads email to that address: let them write from it. Both accounts
    are told by email, and a record is kept with each. Claims and certificates stay with the account
    they were made in; an account left without an address is deleted (--close): its certificates can
    still be checked, but no longer downloaded.
    """
    from chalicelib.services.organizers import move_address as service

    if not reason.strip():
        raise refused("--reason", "Say why; it is kept with the record.")
    planned = service.plan(address, to)
    console.say(
        f"{planned.address.shown}: account {planned.source.id} → account {planned.target.id}"
    )
    if planned.closes and not close:
        raise refused(
            f"account {planned.source.id}",
            f"{planned.address.shown} is its only verified address; with --close the account is "
            "deleted, and its claims and PDFs with it.",
        )
    if planned.closes:
        console.say(f"Account {planned.source.id} is deleted", "yellow")
    if dry_run:
        console.say(DRY_RUN_DONE)
        return
    service.move(planned, operator or getpass.getuser(), reason.strip(), datetime.now(UTC))
    console.say("Moved, recorded on both accounts, and both were told by mail")
