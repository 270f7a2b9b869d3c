"""What the operator reads: plain lines and progress bars; results on stdout, problems on stderr."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from chalicelib.importing.leaving_out import Tally
from chalicelib.importing.problems import Finding
from chalicelib.importing.progress import Progress
from chalicelib.importing.quoting import counted, message_line

if TYPE_CHECKING:
    from chalicelib.importing.schedule.planned import Plan

SHOWN = 20

# Titles and addresses are no markup: what a file holds is printed as it is.
_OUT = Console(markup=False, highlight=False, emoji=False, soft_wrap=True)
_ERR = Console(markup=False, highlight=False, emoji=False, soft_wrap=True, stderr=True)


def say(line: str, style: str | None = None) -> None:
    """One line of result."""
    _OUT.print(line, style=style)


def complain(lines: Iterable[str]) -> None:
    """What went wrong, on stderr."""
    for line in lines:
        _ERR.print(line, style="red")


def warn(notes: Sequence[Finding | str]) -> None:
    """What the operator should know and nothing is refused for."""
    for note in notes[:SHOWN]:
        line = message_line(note) if isinstance(note, str) else note.line
        _ERR.print(f"note: {line}", style="yellow")
    if len(notes) > SHOWN:
        _ERR.print(f"note: … and {len(notes) - SHOWN} more notes", style="yellow")


def listing(heading: str, lines: Sequence[str], sign: str, style: str | None = None) -> None:
    """A heading with its count, and the first lines; nothing where there are none."""
    if not lines:
        return
    say(f"{heading}: {len(lines)}")
    for line in lines[:SHOWN]:
        say(f"  {sign} {line}", style)
    if len(lines) > SHOWN:
        say(f"  … and {len(lines) - SHOWN} more")


@contextmanager
def progress() -> Iterator[Progress]:
    """Shows how far an import is, on stderr (nothing if that isn't a terminal)."""
    bar = Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=_ERR,
        transient=True,
        disable=not _ERR.is_terminal,
    )
    tasks: dict[str, TaskID] = {}

    def tell(step: str, done: int, total: int) -> bool:
        if step not in tasks:
            tasks[step] = bar.add_task(step, total=total)
        bar.update(tasks[step], completed=done)
        return True

    with bar:
        yield tell


def alarm(line: str) -> None:
    """A warning that nobody should miss, on stderr."""
    _ERR.print(f"warning: {message_line(line)}", style="bold red")


def tally(counts: Tally, what: str) -> None:
    """How many rows were read, taken and left out, where some were left out."""
    if counts.left_out:
        say(
            f"{counted(counts.read, what)} read, {counts.taken} taken, "
            f"{len(counts.left_out)} left out"
        )


def schedule(found: "Plan", *, known: bool) -> None:
    """What importing a schedule changes."""
    warn(found.notes)
    say(f"Conference {found.conference.id}: {'known' if known else 'new'}")
    for line in found.facts:
        say(f"  {line}")
    changes = found.changes
    listing("New sessions", changes.added, "+", "green")
    listing("Back in the file", changes.returned, "+", "green")
    listing("Changed sessions", changes.changed, "~", "yellow")
    listing("Moved sessions", changes.moved, "~", "yellow")
    listing("Replaced sessions", changes.replaced, "!", "red")
    listing("Withdrawn sessions", changes.withdrawn, "-", "red")
    listing("Not in the file, kept", changes.kept, "=")
    listing("Set by hand, kept", changes.by_hand, "=")
    if changes.unchanged:
        say(f"Unchanged sessions: {changes.unchanged}")
    tally(found.tally, "session")
    if not found.eligible:
        alarm(
            "No session offers credit, so no one can claim any. Add --eligible, such as --eligible all."
        )


__all__ = ["SHOWN", "alarm", "complain", "listing", "progress", "say", "schedule", "tally", "warn"]
