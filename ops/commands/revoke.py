"""`revoke`: take a certificate back, for everyone who verifies it to see."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from ops import console
from ops.commands.shared import CERTIFICATE_HELP, certificate_id


def revoke(
    certificate: Annotated[str, typer.Argument(metavar="CERTIFICATE", help=CERTIFICATE_HELP)],
    reason: Annotated[
        str, typer.Option(help="Why, in a sentence that its owner and verifiers read.")
    ],
    may_reissue: Annotated[
        bool,
        typer.Option("--may-reissue", help="The owner may generate another for this conference."),
    ] = False,
) -> None:
    """Revoke a certificate.

    Its verify page says so, with the reason. A revocation cannot be taken back.
    """
    from chalicelib.services.organizers.revoke import revoke as take_back

    done = take_back(certificate_id(certificate), reason, may_reissue, datetime.now(UTC))
    how = "is revoked" if done.first else "was revoked before; its date and reason stay"
    console.say(f"{done.public_id} {how}")
    again = "may" if done.may_reissue else "may not"
    console.say(f"Its owner {again} generate another certificate for {done.conference_id}")
