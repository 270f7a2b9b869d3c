"""`list`: all conferences."""

from datetime import UTC, datetime

from ops import console


def list_conferences() -> None:
    """List all conferences: ID, days, sessions with credit, and whether they have ended."""
    from chalicelib.domain.eligibility import has_ended
    from chalicelib.store.claims import conferences

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
