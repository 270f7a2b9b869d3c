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
) -> None:
    """Revoke a certificate.

    Its owner sees the reason, and its verify page says that it was revoked. This can't be undone.
    """
    from chalicelib.services.organizers.revoke import revoke as take_back

    done = take_back(
        certificate_id(certificate), reason, may_reissue, who.by(reason), datetime.now(UTC)
    )
    how = (
        "was revoked"
        if done.first
        else "had already been revoked; its date and reason stay the same"
    )
    console.say(f"{done.public_id} {how}")
    again = "may" if done.may_reissue else "may not"
    console.say(f"Its owner {again} generate another certificate for {done.conference_id}")
