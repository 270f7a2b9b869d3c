"""`redrive`: failed messages back to the queue, once the cause is fixed."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from chalicelib.importing.quoting import counted
from ops import console, who


def redrive(
    limit: Annotated[
        int, typer.Option(min=1, max=10_000, help="The most messages to move; try 1 first.")
    ] = 100,
) -> None:
    """Queue failed certificates and imports again.

    It moves failed messages out of the dead-letter queues and queues their certificates and
    organizers' imports again. Fix the cause first (see status and the logs), or they will fail
    again. No address that already received its certificate receives it again.
    """
    from chalicelib.domain.recovery import Fate
    from chalicelib.services.organizers.redrive import redrive as move
    from chalicelib.services.organizers.redrive import redrive_imports

    found = move(limit, who.by(), datetime.now(UTC))
    for public_id in found.queued:
        console.say(f"  {public_id}", "green")
    for fate, count in found.letters.items():
        console.say(f"{counted(count, 'message', 'messages')}: {fate.value}")
    imports = redrive_imports(limit, who.by(), datetime.now(UTC))
    if imports:
        console.say(f"{counted(imports, 'message', 'messages')} of imports: queued again")
    if not found.letters and not imports:
        console.say("There are no failed messages")
    if found.letters.get(Fate.UNREADABLE):
        console.warn(["unreadable messages stay in the dead-letter queue; inspect them by hand."])
