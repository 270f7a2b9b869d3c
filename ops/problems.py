"""What is wrong with an operator's input: where it is and what to do, gathered before it is told."""

from dataclasses import dataclass, field

from chalicelib.domain.text import JOINERS, clean_text

SHOWN = 20
_LINE_LENGTH = 2000


class BadValue(ValueError):
    """One value that cannot be used; the message quotes it and says what is expected."""


class BadInput(Exception):
    """A file or option that is refused; `problems` name each place. Nothing has been written."""

    def __init__(self, source: str, problems: list[str]) -> None:
        super().__init__(f"{source}: {problems[0]}")
        self.source = source
        self.problems = problems

    def lines(self) -> list[str]:
        """What a person reads, at most `SHOWN` problems."""
        shown = [f"  {_sentence(problem)}" for problem in self.problems[:SHOWN]]
        rest = len(self.problems) - SHOWN
        more = [f"  … and {rest} more."] if rest > 0 else []
        return [f"{told(self.source)} is refused:", *shown, *more, "Nothing was changed."]


def told(text: str) -> str:
    """A line as it may be printed: what a file or option holds cannot take over a terminal."""
    return printable(text, _LINE_LENGTH)


def printable(text: str, limit: int) -> str:
    """Cleaned, and without what a terminal may not know: a code point Unicode has not assigned yet."""
    return "".join(c for c in clean_text(text, limit) if c.isprintable() or c in JOINERS)


def _sentence(problem: str) -> str:
    line = told(problem)
    return line if line.endswith((".", "?")) else f"{line}."


@dataclass(slots=True)
class Findings:
    """Problems (which refuse the file) and notes (which are told and do not) of one source."""

    source: str
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def problem(self, where: str, what: str) -> None:
        """Record something that refuses the file."""
        self.problems.append(f"{where}: {what}")

    def note(self, where: str, what: str) -> None:
        """Record something the operator should know."""
        self.notes.append(f"{where}: {what}")

    def refuse_if_any(self) -> None:
        """Raises BadInput when a problem was recorded; each is told once."""
        if self.problems:
            raise BadInput(self.source, list(dict.fromkeys(self.problems)))


def refused(source: str, problem: str) -> BadInput:
    """A refusal with one reason."""
    return BadInput(source, [problem])
