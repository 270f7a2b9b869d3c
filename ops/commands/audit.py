"""`audit`: who did what with other people's data, and whether all of it is as it was written."""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from chalicelib.domain.audit import PORTAL, Act
from chalicelib.importing.quoting import counted
from ops import console
from ops import who as operator
from ops.commands.audit_verify import check_chain
from ops.refusals import refused

if TYPE_CHECKING:
    from chalicelib.domain.audit import Entry

_DAY = "%Y-%m-%d"


def audit(
    first: Annotated[
        datetime | None,
        typer.Option("--from", formats=[_DAY], help="First day (UTC). Default: six days ago."),
    ] = None,
    last: Annotated[
        datetime | None,
        typer.Option("--to", formats=[_DAY], help="Last day (UTC). Default: today."),
    ] = None,
    conference: Annotated[
        str, typer.Option(metavar="ID", help="Only what was done in this conference.")
    ] = "",
    account: Annotated[
        str, typer.Option(metavar="ID", help="Only what was done to this account or mentions it.")
    ] = "",
    who: Annotated[
        str, typer.Option(help="Only what someone did: their AWS identity, or a part of it.")
    ] = "",
    verify: Annotated[
        bool,
        typer.Option("--verify", help="Compare all entries and heads; exit with 1 if any differ."),
    ] = False,
) -> None:
    """List who did what with other people's data, and who was affected; or verify it all.

    Every command that writes or shows a person's data leaves an entry, this one too. Entries name people
    by the ids of their accounts, certificates and addresses.
    """
    if verify:
        if first or last or conference or account or who:
            raise refused("--verify", "it compares everything; leave the other options out")
        check_chain()
        return
    until = last.date() if last else datetime.now(UTC).date()
    _list(first.date() if first else until - timedelta(days=6), until, conference, account, who)


def _list(first: date, last: date, conference: str, account: str, who: str) -> None:
    from chalicelib.domain.audit import touched
    from chalicelib.services.audit.listing import MOST_DAYS, between
    from chalicelib.services.audit.record import record

    if conference and account:
        raise refused("--conference and --account", "use only one of them")
    if not first <= last:
        raise refused("--from", f"{first} is after {last}")
    if (last - first).days >= MOST_DAYS:
        raise refused("--from", f"at most {MOST_DAYS} days can be listed at once")
    asked = {"from": f"{first}", "to": f"{last}", "conference": conference, "account": account}
    facts = {name: value for name, value in (asked | {"who": who}).items() if value}
    record(Act(PORTAL, "audit", facts=facts), operator.by(), datetime.now(UTC))
    found = list(between(first, last, conference=conference, account=account, who=who))
    for entry in found:
        console.say(_line(entry))
    ids = touched(found)
    console.say(f"{counted(len(found), 'entry', 'entries')} from {first} to {last}")
    if ids:
        console.say(f"Touched ({len(ids)}): {', '.join(ids)}")


def _line(entry: "Entry") -> str:
    facts = "; ".join(f"{name}: {value}" for name, value in sorted(entry.facts.items()) if value)
    parts = (
        f"{entry.at:%Y-%m-%d %H:%M:%S} UTC",
        f"{entry.scope} {entry.number}",
        entry.action,
        entry.who,
        counted(len(entry.subjects), "id") if len(entry.subjects) > 1 else "".join(entry.subjects),
        facts,
        f"“{entry.why}”" if entry.why else "",
    )
    return "  ".join(part for part in parts if part)
