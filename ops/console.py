"""What the operator reads: plain lines and progress bars; results on stdout, problems on stderr."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ops.problems import told

SHOWN = 20

Item = TypeVar("Item")

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


def warn(notes: Sequence[str]) -> None:
    """What the operator should know and nothing is refused for."""
    for note in notes[:SHOWN]:
        _ERR.print(f"note: {told(note)}", style="yellow")
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


def progress(items: Sequence[Item], what: str) -> Iterator[Item]:
    """The items, with a bar on stderr while they are worked through (none where it is no terminal)."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns,
        TimeRemainingColumn(),
        console=_ERR,
        transient=True,
        disable=not _ERR.is_terminal,
    ) as bar:
        yield from bar.track(items, description=what)


def counted(number: int, one: str, many: str) -> str:
    """`1 session`, `2 sessions`."""
    return f"{number} {one if number == 1 else many}"
