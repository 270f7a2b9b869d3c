"""`reissue`: make a conference's certificates again with today's settings."""

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from chalicelib.domain.audit import By
from chalicelib.domain.left_out import why_left_out
from chalicelib.importing.quoting import counted
from ops import console, who
from ops.commands.shared import stored_conference
from ops.refusals import refused

if TYPE_CHECKING:
    from chalicelib.domain.reissue import Reissue, State

_LOOK_EVERY_SECONDS = 2.0
# Looks without a change: half a minute is long for one part, five minutes are the most it may take.
_SAY_AFTER = 15
_LEAVE_AFTER = 150


def reissue(
    conference: Annotated[str, typer.Argument(metavar="CONFERENCE", help="The conference's ID.")],
    session: Annotated[
        str, typer.Option(metavar="ID", help="Only certificates that list this session.")
    ] = "",
    before: Annotated[
        str, typer.Option(metavar="DATE", help="Only those issued before this day (YYYY-MM-DD).")
    ] = "",
    person: Annotated[
        list[str] | None,
        typer.Option(help="Only those of this email address or certificate ID. Repeat for more."),
    ] = None,
    email: Annotated[
        bool, typer.Option("--email/--no-email", help="Email each new certificate to its holder.")
    ] = True,
    reason: Annotated[
        str, typer.Option(help="Why, for the audit: a ticket, a sentence without addresses.")
    ] = "",
    plan: Annotated[bool, typer.Option("--plan", help="Count them without making any.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Start without asking.")] = False,
) -> None:
    """Reissue certificates with the conference's current settings.

    They are counted first. The stack's functions do the work, so it goes on
    when this command is interrupted, and the console's Reissue page shows it and can stop it.
    """
    from chalicelib.domain.reissue import State
    from chalicelib.services.reissue import decide
    from chalicelib.services.reissue.asked import Asked, checked

    stored_conference(conference)
    wanted = checked(conference, Asked(session, before, "\n".join(person or ()), email))
    by = who.by(reason)
    if not (plan or by.why):
        raise refused("reissue", "Say why with --reason.")
    found = _followed(decide.begin(conference, wanted, by, _now()), State.COUNTING, by)
    _tell(found)
    if plan or found.state is not State.PLANNED or not found.counts.again:
        if found.state is State.PLANNED:
            decide.stop(found, by, _now())
        return
    if not yes:
        how = "and email them" if email else "without email"
        typer.confirm(f"Reissue {found.counts.again} {how}? This can't be undone.", abort=True)
    found = _followed(decide.start(found, found.version, by, _now()), State.MAKING, by)
    console.say(f"{counted(found.counts.made, 'certificate', 'certificates')} reissued")
    if found.state is State.STOPPED:
        console.complain([f"It was stopped. {found.sentence}".strip()])
        raise typer.Exit(1)


def _followed(found: "Reissue", state: "State", by: By) -> "Reissue":
    """The reissue once it is no longer in that state. Raises Exit where nothing happens for long."""
    from chalicelib.services.reissue import decide

    unchanged = 0
    with console.progress() as tell:
        while found.state is state:
            _wait()
            before, found = found, decide.open_reissue(found.conference_id, found.id)
            if found.counts.again and state != "counting":
                tell("Reissuing", found.counts.done, found.counts.again)
            unchanged = unchanged + 1 if found.version == before.version else 0
            if unchanged == _SAY_AFTER:
                console.warn([_STILL_WAITING])
            if unchanged == _LEAVE_AFTER:
                _leave(found, by)
    return found


_STILL_WAITING = (
    "still waiting for the imports function. If it is busy with a file, or 100 certificates are waiting to "
    "be sent, this goes on by itself; `status` shows both"
)


def _leave(found: "Reissue", by: By) -> NoReturn:
    """Say what to do, and end. What was only counted is dropped: nobody would start it."""
    from chalicelib.services.reissue import decide

    minutes = round(_LEAVE_AFTER * _LOOK_EVERY_SECONDS / 60)
    lines = [f"Nothing has happened for {minutes} minutes."]
    if found.state == "counting":
        decide.stop(found, by, _now())
        lines += [
            "Nothing was reissued. See imports-late in the runbook, then run the command again."
        ]
    else:
        lines += [
            f"{found.counts.done} of {found.counts.again} are done. The rest goes on without this command "
            "as soon as it can: see imports-late and certificates-late in the runbook.",
            "The console's Reissue page shows it and can stop it.",
        ]
    console.complain(lines)
    raise typer.Exit(1)


def _wait() -> None:
    time.sleep(_LOOK_EVERY_SECONDS)


def _tell(found: "Reissue") -> None:
    counts = found.counts
    console.say(f"To reissue: {counts.again}")
    console.say(f"Nothing would change: {counts.same}")
    for code, number in found.reasons.items():
        console.say(f"Left out: {number} ({why_left_out(code)})", "yellow")
    lines = [
        f"{line.public_id}: {one.label} {one.before} → {one.after}"
        for line in found.differing
        for one in line.differences
    ]
    console.listing(f"Certificates with other totals ({counts.differ})", lines, "~", "yellow")
    if found.sentence:
        console.complain([found.sentence])


def _now() -> datetime:
    return datetime.now(UTC)
