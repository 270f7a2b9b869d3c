"""`revoke`: mark a certificate as revoked, for everyone who verifies it."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from ops import console, who
from ops.commands.shared import CERTIFICATE_HELP, certificate_id


def revoke(
    certificate: Annotated[str, typer.Argument(metavar="CERTIFICATE", help=CERTIFICATE_HELP)],
    reason: Annotated[str, typer.Option(help="The reason, as its owner will read it.")],
    may_reissue: Annotated[
        bool,
        typer.Option(
            "--may-reissue", help="Let the owner generate another one for this conference."
        ),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Revoke it without asking.")] = False,
) -> None:
    """Revoke a certificate.

    Its owner gets the reason by email, and its verify page says that it was revoked. This can't be
    undone, so the command asks first.
    """
    from chalicelib.services.organizers.look_up_certificate import show
    from chalicelib.services.organizers.revoke import revoke as take_back

    now = datetime.now(UTC)
    if not yes:
        held = show(certificate_id(certificate), who.by(reason), now).certificate
        console.say(
            f"{held.public_id}: {held.name}, {held.conference_name}, {held.contact_hours} contact hours"
        )
        console.say(f"The reason its owner will read: {reason}")
        typer.confirm("Revoke it? This can't be undone.", abort=True)
    done = take_back(certificate_id(certificate), reason, may_reissue, who.by(reason), now)
    how = (
        "was revoked"
        if done.first
        else "had already been revoked; its date and reason stay the same"
    )
    console.say(f"{done.public_id} {how}")
    again = "may" if done.may_reissue else "may not"
    console.say(f"Its owner {again} generate another certificate for {done.conference_id}")
