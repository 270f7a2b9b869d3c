"""ops audit --verify."""

from datetime import UTC, datetime

import typer

from chalicelib.importing.quoting import counted
from ops import console


def check_chain() -> None:
    """Say whether all entries and heads agree; exits with 1 where any differs."""
    from chalicelib.services.audit.check import check

    found = check(datetime.now(UTC))
    held = f"heads until {found.until}" if found.until else "no heads yet"
    compared = (
        f"{counted(found.entries, 'entry', 'entries')}, {counted(found.chains, 'chain')}, {held}"
    )
    if not found.wrong:
        console.say(f"The audit is as it was written: {compared}", "green")
        return
    console.complain(found.wrong)
    console.complain([f"The audit is NOT as it was written ({compared}). See docs/incident.md."])
    raise typer.Exit(1)
