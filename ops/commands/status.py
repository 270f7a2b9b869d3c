"""`status`: whether anything is stuck, and since when."""

from datetime import UTC, datetime, timedelta

from chalicelib.importing.quoting import counted
from ops import console

_LONGEST = 40  # characters of the longest bar


def status() -> None:
    """Show what is waiting, failed or unfinished.

    The counts of messages are SQS's and approximate: certificates, SES's reports and organizers'
    imports that are waiting or failed (in a dead-letter queue). Certificates that have not been
    sent are grouped by how long ago they were requested.
    """
    from chalicelib.services.organizers.status import status as current

    found = current(datetime.now(UTC))
    waiting_reports, dead_reports = found.reports or (0, 0)
    waiting_imports, dead_imports = found.imports or (0, 0)
    retrying = [("  sending or retrying", found.in_hand, None)] if found.in_hand else []
    _draw(
        [
            ("Certificates waiting", found.waiting, None),
            *retrying,
            ("Reports waiting", waiting_reports, None),
            ("Certificates failed", found.dead_letters, "red"),
            ("Reports failed", dead_reports, "red"),
            *([("Imports waiting", waiting_imports, None)] if waiting_imports else []),
            *([("Imports failed", dead_imports, "red")] if dead_imports else []),
            ("Unfinished", sum(found.unfinished.values()), None),
            *((f"  {age}", count, None) for age, count in found.unfinished.items() if count),
        ]
    )
    if found.oldest is not None:
        console.say(f"Oldest unfinished: {_in_words(found.oldest)}")
    if found.deferred:
        console.say(
            f"{counted(found.deferred, 'certificate waits', 'certificates wait')} for SES's daily "
            "quota. See email-quota in the runbook.",
            "yellow",
        )
    if found.dead_letters:
        console.say(
            "See certificates-dead in the runbook for why messages failed; `redrive` queues them again.",
            "yellow",
        )
    if dead_reports:
        console.say(
            "See feedback-dead in the runbook for reports that could not be stored.", "yellow"
        )
    if dead_imports:
        console.say(
            "See imports-dead in the runbook for files that could not be read or written; `redrive` "
            "queues them again.",
            "yellow",
        )


def _draw(rows: list[tuple[str, int, str | None]]) -> None:
    """A line for each count, with a bar as long as it is large beside the others."""
    most = max(count for _, count, _ in rows)
    for label, count, style in rows:
        length = -(-count * _LONGEST // most) if most else 0
        line = f"{label:<22}{count:>7}  {'#' * length}".rstrip()
        console.say(line, style if count else None)


def _in_words(age: timedelta) -> str:
    minutes = max(int(age.total_seconds() // 60), 0)
    hours, rest = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = ((days, "day", "days"), (hours, "hour", "hours"), (rest, "minute", "minutes"))
    return " ".join(counted(*part) for part in parts if part[0]) or "less than a minute"
