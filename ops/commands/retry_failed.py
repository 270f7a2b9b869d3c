"""`retry-failed CERTIFICATE…`: failed certificates whose message is gone."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from ops import console, who
from ops.commands.shared import CERTIFICATE_HELP, certificate_id


def retry_failed(
    certificates: Annotated[
        list[str], typer.Argument(metavar="CERTIFICATE...", help=CERTIFICATE_HELP)
    ],
) -> None:
    """Queue failed certificates again, by their IDs.

    For certificates that `redrive` does not find because their failed message is older than 14 days
    or was deleted. No address that already received its certificate receives it again.
    """
    from chalicelib.domain.recovery import Fate
    from chalicelib.services.organizers.redrive import retry

    for public_id in [certificate_id(typed) for typed in certificates]:
        fate = retry(public_id, who.by(), datetime.now(UTC))
        console.say(f"{public_id}: {fate.value}", "green" if fate is Fate.QUEUED else "yellow")
