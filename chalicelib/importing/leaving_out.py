"""Which rows are left out of an import, and the count of what was read, taken and left out."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from chalicelib.importing.problems import Finding, Findings

QUESTIONS = ("date_order",)  # about the file: leaving rows out doesn't answer it


@dataclass(frozen=True, slots=True)
class Skips:
    """What was asked to leave out: `ids` by name, or every row that cannot be used."""

    ids: frozenset[str] = frozenset()
    bad_rows: bool = False


@dataclass(slots=True)
class Tally:
    """What became of each row: `read` = `taken` + those in `left_out` + those that refuse the file.

    `left_names` are the names of rows that are not taken, `named` those that `--skip` gave and found.
    """

    skips: Skips
    findings: Findings
    read: int = 0
    taken: int = 0
    left_out: list[Finding] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    left_names: set[str] = field(default_factory=set)

    def takes(self, own: Findings, place: str, names: Iterable[str]) -> bool:
        """Whether a row is taken, once `own` holds all that is wrong with it.

        `names` are what `--skip` may call it.
        """
        self.read += 1
        known = {name for name in (*names, place) if name}
        asked = self.skips.ids & known
        if asked or own.problems:
            self.left_names |= known
        if asked:
            self.named |= asked
            return self.leave(place, "skipped", "left out, as asked.")
        if own.problems and (self._asked_first(own) or not self.skips.bad_rows):
            self.findings.problems.extend(p for p in own.problems if p.code not in QUESTIONS)
            self.findings.notes.extend(own.notes)
            return False
        for problem in own.problems:
            self.findings.note(problem.place, problem.code, f"{problem.sentence} Left out.")
        if own.problems:
            self.left_out.append(own.problems[0])
            return False
        self.findings.notes.extend(own.notes)
        self.taken += 1
        return True

    def _asked_first(self, own: Findings) -> bool:
        """Whether a row holds a question about the whole file, which is asked once."""
        asked = [problem for problem in own.problems if problem.code in QUESTIONS]
        known = {problem.code for problem in self.findings.problems}
        for problem in asked[:1]:
            if problem.code not in known:
                self.findings.problems.append(replace(problem, skip=""))
        return bool(asked)

    def leave(self, place: str, code: str, sentence: str) -> bool:
        """Leave a row out and tell it; always False, for `takes`."""
        self.findings.note(place, code, sentence)
        self.left_out.append(Finding(place, code, sentence))
        return False

    def leave_taken(self, place: str, code: str, sentence: str) -> None:
        """Leave out a row that was taken before more was known."""
        self.taken -= 1
        self.leave(place, code, sentence)

    def tell_unknown_skips(self) -> None:
        """A name that `--skip` gave and no row has: it may be mistyped."""
        for name in sorted(self.skips.ids - self.named):
            self.findings.note(
                f"--skip {name}", "unknown_skip", "the file has nothing by this name."
            )
