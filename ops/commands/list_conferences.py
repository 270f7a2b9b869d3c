"""`list`: all conferences."""

from datetime import UTC, datetime

from chalicelib.domain.audit import PORTAL, Act
from ops import console, who


def list_conferences() -> None:
    """List all conferences: ID, days, sessions with credit, and whether they have ended."""
    from chalicelib.domain.listing import has_ended
    from chalicelib.services.audit.record import record
    from chalicelib.store.claims import conferences

    record(Act(PORTAL, "list"), who.by(), datetime.now(UTC))
    found = sorted(conferences.every(), key=lambda c: (c.starts_on, c.id), reverse=True)
    for conference in found:
        over = has_ended(conference, datetime.now(UTC))
        console.say(
            f"{conference.id:<24} {conference.starts_on} to {conference.ends_on}  "
            f"{conference.eligible_sessions:>5} with credit  {'ended' if over else 'not ended'}  "
            f"{conference.name}"
        )
    if not found:
        console.say("There are no conferences yet. Use import-schedule to add one.")
