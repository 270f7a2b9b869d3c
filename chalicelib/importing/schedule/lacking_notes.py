"""What is told of stored sessions that a file lacks, and of credit that they lose."""

from chalicelib.domain.conference import Session
from chalicelib.importing.problems import Findings
from chalicelib.importing.schedule.changes import ADDED, Changes


def tell(
    before: tuple[Session, ...],
    sessions: tuple[Session, ...],
    changed: Changes,
    findings: Findings,
) -> None:
    """An option that was forgotten shows here."""
    credited = {session.id for session in sessions if session.eligible}
    there = {session.id for session in sessions}
    lost = [s for s in before if s.eligible and s.id in there and s.id not in credited]
    if lost:
        findings.note(
            "credit",
            "credit_lost",
            f"{len(lost)} of the stored sessions lose it; check --eligible and --overlay.",
        )
    added = sum(line.endswith(ADDED) for line in changed.kept)
    plain = len(changed.kept) - added
    if plain:
        findings.note(
            "sessions",
            "kept",
            "1 stored session is not in the file and stays; --prune withdraws it."
            if plain == 1
            else f"{plain} stored sessions are not in the file and stay; --prune withdraws them.",
        )
    _tell_by_hand(added, len(changed.by_hand), findings)


def _tell_by_hand(added: int, changed: int, findings: Findings) -> None:
    if added:
        was = "1 session was" if added == 1 else f"{added} sessions were"
        it = "it" if added == 1 else "them"
        findings.note(
            "by hand",
            "added_by_hand",
            f"{was} added by hand, and the file can't withdraw {it} unless you add --take-file.",
        )
    if changed:
        keeps = "1 session keeps" if changed == 1 else f"{changed} sessions keep"
        findings.note(
            "by hand",
            "set_by_hand",
            f"{keeps} what was set by hand; --take-file takes what the file has.",
        )
