"""ops audit --verify."""

from datetime import UTC, datetime

import typer

from chalicelib.domain.audit import PORTAL, Act
from chalicelib.errors import PortalError
from chalicelib.importing.quoting import counted
from ops import console, who


def check_chain() -> None:
    """Say whether all entries and heads agree; exits with 1 where any differs."""
    from chalicelib.services.audit.check import check

    found = check(datetime.now(UTC))
    noted = _noted(len(found.wrong))
    held = f"heads until {found.until}" if found.until else "no heads yet"
    compared = (
        f"{counted(found.entries, 'entry', 'entries')}, {counted(found.chains, 'chain')}, {held}"
    )
    if noted:
        console.complain([noted])
    if not found.wrong:
        console.say(f"The audit is as it was written: {compared}", "green")
        return
    console.complain(found.wrong)
    console.complain([f"The audit is NOT as it was written ({compared}). See docs/incident.md."])
    raise typer.Exit(1)


def _noted(wrong: int) -> str:
    """Leave an entry of having looked, after looking: a chain that is cut must not keep anyone from that.

    Returns what stood in its way.
    """
    from chalicelib.services.audit.record import record

    facts = {"verify": f"{wrong} wrong" if wrong else "as it was written"}
    try:
        record(Act(PORTAL, "audit", facts=facts), who.by(), datetime.now(UTC))
    except PortalError as problem:
        return f"This check left no entry: {problem.detail}"
    return ""
