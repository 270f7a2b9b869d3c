"""`status`: whether anything is stuck, and since when."""

from datetime import UTC, datetime, timedelta

from chalicelib.importing.quoting import counted
from ops import console


def status() -> None:
    """Show what is waiting, failed or unfinished.

    SQS's counts of messages are approximate. Certificates that have not been sent are grouped by
    how long ago they were requested.
    """
    from chalicelib.services.organizers.status import status as current

    found = current(datetime.now(UTC))
    console.say(f"Waiting in the queue:  about {found.waiting}")
    console.say(f"Failed messages:       about {found.dead_letters}")
    console.say(f"Unfinished:            {sum(found.unfinished.values())}")
    for age, count in found.unfinished.items():
        if count:
            console.say(f"  {age}: {count}")
    if found.oldest is not None:
        console.say(f"Oldest unfinished:     {_in_words(found.oldest)}")
    if found.dead_letters:
        console.say(
            "See the runbook for why messages failed; `redrive` queues them again.", "yellow"
        )


def _in_words(age: timedelta) -> str:
    minutes = max(int(age.total_seconds() // 60), 0)
    hours, rest = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = ((days, "day", "days"), (hours, "hour", "hours"), (rest, "minute", "minutes"))
    return " ".join(counted(*part) for part in parts if part[0]) or "less than a minute"
