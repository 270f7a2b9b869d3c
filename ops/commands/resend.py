"""`resend`: send a certificate again, at an operator's request."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from chalicelib.importing.quoting import counted
from ops import console, who
from ops.commands.shared import CERTIFICATE_HELP, certificate_id


def resend(
    certificate: Annotated[str, typer.Argument(metavar="CERTIFICATE", help=CERTIFICATE_HELP)],
) -> None:
    """Send a certificate again.

    It goes to the addresses that are verified and deliverable now.
    """
    from chalicelib.services.organizers.resend import resend as send

    public_id = certificate_id(certificate)
    sent = send(public_id, who.by(), datetime.now(UTC))
    number = sent.certificate.round
    if not sent.started:
        console.say(
            f"{public_id}: round {number} is being sent or was just sent; try again in a minute"
        )
        return
    recipients = counted(len(sent.deliveries), "address", "addresses")
    console.say(f"{public_id}: round {number} is queued for {recipients}")
