"""`redrive`: dead letters back to the queue, once their cause is gone."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from chalicelib.importing.quoting import counted
from ops import console


def redrive(
    limit: Annotated[
        int, typer.Option(min=1, max=10_000, help="At most so many, so that one can try first.")
    ] = 100,
) -> None:
    """Queue failed certificates again.

    It takes the dead letters, and is the only way back from failed. Look at the cause first
    (status, the logs): what has not changed fails again. Nobody who has a certificate already
    gets it again.
    """
    from chalicelib.domain.recovery import Fate
    from chalicelib.services.organizers.redrive import redrive as move

    found = move(limit, datetime.now(UTC))
    for public_id in found.queued:
        console.say(f"  {public_id}", "green")
    for fate, count in found.letters.items():
        console.say(f"{counted(count, 'letter', 'letters')}: {fate.value}")
    if not found.letters:
        console.say("There are no dead letters")
    if found.letters.get(Fate.UNREADABLE):
        console.warn(["unreadable letters stay in the dead-letter queue; look at them by hand."])
