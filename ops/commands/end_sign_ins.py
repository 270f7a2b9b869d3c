"""`end-sign-ins`: after a leak, people have to sign in again."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated

import typer

from chalicelib.importing.quoting import counted, quoted
from ops import console, who
from ops.refusals import refused


def end_sign_ins(
    people: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PERSON]...",
            help="An email address, an account ID or a certificate ID; as many as you like.",
        ),
    ] = None,
    everybody: Annotated[
        bool, typer.Option("--everybody", help="Sign out every account instead.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="End them without asking.")] = False,
) -> None:
    """Sign people out on every device, in the portal and in the app.

    Passwords and passkeys stay as they are; unused links to set a password stop working. Takes the IDs
    that `audit` lists as touched; IDs of email addresses are skipped and listed.
    """
    named = [word for text in people or [] for word in text.replace(",", " ").split()]
    if everybody == bool(named):
        raise refused("end-sign-ins", "name the people, or use --everybody, not both")
    ended = _everybodys(yes) if everybody else _of(named, yes)
    count = sum(1 for _ in ended)
    console.say(f"Signed out: {counted(count, 'account')}")


def _everybodys(yes: bool) -> Iterator[str]:
    from chalicelib.services.organizers.end_sign_ins import end_everybodys

    if not yes:
        typer.confirm("Sign out every person on every device?", abort=True)
    return end_everybodys(who.by(), datetime.now(UTC))


def _of(named: list[str], yes: bool) -> Iterator[str]:
    from chalicelib.services.organizers.end_sign_ins import end
    from chalicelib.services.organizers.named_accounts import look

    found = look(named)
    console.warn([f"{quoted(word)} names no account" for word in found.unknown])
    if not found.accounts:
        raise refused("end-sign-ins", "none of these names an account, so nobody was signed out")
    if not yes:
        people = counted(len(found.accounts), "account")
        typer.confirm(f"Sign out {people} on every device?", abort=True)
    return end(found.accounts, who.by(), datetime.now(UTC))
