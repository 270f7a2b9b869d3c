"""What is wrong with a file: where, which kind, and in which words, gathered before it is told.

A page shows a finding at its place, the command line prints them one a line.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from chalicelib.importing.quoting import message_line

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about a file. `place` is where it stands ("" is the file itself), `code` its kind.

    `sentence` says what is so and what to do. `skip` is what `--skip` would name it by ("" where
    nothing can be left out).
    """

    place: str
    code: str
    sentence: str
    skip: str = ""

    @property
    def line(self) -> str:
        """The finding on one line, as a terminal may print it."""
        line = message_line(f"{self.place}: {self.sentence}" if self.place else self.sentence)
        return line if line.endswith((".", "?")) else f"{line}."


class BadValue(ValueError):
    """One value that cannot be used; the message quotes it and says what is expected."""

    def __init__(self, message: str, code: str = "bad_value") -> None:
        super().__init__(message)
        self.code = code


class Refused(Exception):
    """A file or option that cannot be used; `findings` name each place. Nothing has been written."""

    def __init__(self, source: str, findings: Iterable[Finding], verb: str = "import") -> None:
        self.source = source
        self.verb = "use" if source.startswith("-") else verb
        self.findings = tuple(dict.fromkeys(findings))
        super().__init__(f"{source}: {self.findings[0].line}")

    def lines(self) -> list[str]:
        """What a person reads: the first `SHOWN` problems, and how to go on without bad rows."""
        shown = [f"  {finding.line}" for finding in self.findings[:SHOWN]]
        rest = len(self.findings) - SHOWN
        more = [f"  … and {rest} more."] if rest > 0 else []
        return [
            f"Can't {self.verb} {message_line(self.source)}:",
            *shown,
            *more,
            *self._way_on(),
            _NOTHING,
        ]

    def _way_on(self) -> list[str]:
        named = list(dict.fromkeys(finding.skip for finding in self.findings if finding.skip))
        if not named or not all(finding.skip for finding in self.findings):
            return []
        which = f"--skip {_argument(named[0])}" if len(named) == 1 else "--skip ID for each"
        return [f"  To import the rest, add {which}, or --skip-bad-rows."]


_NOTHING = "Nothing was changed."


def _argument(value: str) -> str:
    shown = message_line(value)
    return shown if re.fullmatch(r"[\w@.:-]+", shown) else f'"{shown}"'


@dataclass(slots=True)
class Findings:
    """Problems (which refuse the file) and notes (which do not) of one source."""

    source: str
    problems: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    skip: str = ""

    def problem(self, place: str, code: str, sentence: str) -> None:
        """Record something that refuses the file, or the row these findings are of."""
        self.problems.append(Finding(place, code, sentence, self.skip))

    def note(self, place: str, code: str, sentence: str) -> None:
        """Record something that a person should know."""
        self.notes.append(Finding(place, code, sentence))

    def of_row(self, skip: str) -> "Findings":
        """The findings of one row or event, which `--skip` names by `skip`."""
        return Findings(self.source, skip=skip)

    def refuse_if_any(self) -> None:
        """Raises Refused when a problem was recorded."""
        if self.problems:
            raise Refused(self.source, self.problems)


def refused(source: str, code: str, sentence: str, place: str = "") -> Refused:
    """A refusal with one reason."""
    return Refused(source, [Finding(place, code, sentence)])
