"""What is told of stored sessions that a file lacks, and of credit that they lose."""

from chalicelib.domain.conference import Session
from chalicelib.importing.problems import Findings
from chalicelib.importing.quoting import counted, listed
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
    _tell_types(before, sessions, findings)
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


def _tell_types(
    before: tuple[Session, ...], sessions: tuple[Session, ...], findings: Findings
) -> None:
    """A file without the column `credits` takes every credit type away."""
    now = {session.id: dict(session.credits) for session in sessions}
    lost = [
        gone
        for s in before
        if (gone := dict(s.credits).keys() - now.get(s.id, dict(s.credits)).keys())
    ]
    if lost:
        findings.note(
            "credit",
            "credit_type_lost",
            f"{counted(len(lost), 'stored session loses', 'stored sessions lose')} minutes of "
            f"{listed(sorted(set().union(*lost)))}; check the column credits, --credit and --overlay.",
        )


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
