"""`grant`: invite somebody to organize a conference in the console."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from chalicelib.domain.grant import EVERY, Role
from ops import console, who
from ops.refusals import refused

_ALL = "all"


def grant(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="Where the invitation goes.")],
    conference: Annotated[
        str, typer.Option(metavar="ID|all", help="The conference, or all of them.")
    ],
    role: Annotated[
        str, typer.Option(help="owner (also changes the team), editor, or reader (only looks).")
    ],
) -> None:
    """Invite someone to organize a conference.

    They get an email with a link that works for seven days, and create a passkey there. Further
    invitations are sent on the console's Team page.
    """
    from chalicelib.services.console.invite import Invite, invite

    if role not in tuple(Role):
        raise refused("--role", f"must be {', '.join(reversed(tuple(Role)))}")
    where = EVERY if conference == _ALL else conference
    asked = Invite(email, where, Role(role), "The portal's operator")
    at_once = invite(asked, who.by(), datetime.now(UTC))
    named = "all conferences" if where == EVERY else where
    if at_once:
        console.say(f"{email} organizes {named} as {role} now, and was told by email")
    else:
        console.say(f"{email} was invited to organize {named} as {role}; the link works for 7 days")
