"""Stored sessions that a file lacks, and credit that they lose: what stays, and what is told of it."""

from chalicelib.domain.conference import Session
from chalicelib.importing.leaving_out import Tally
from chalicelib.importing.problems import Findings
from chalicelib.importing.schedule.changes import ADDED, Before, Changes


def staying(
    before: Before, there: frozenset[str], tally: Tally, *, prune: bool, take_file: bool
) -> tuple[Session, ...]:
    """The stored sessions that the file lacks and that stay: all of them unless it prunes.

    A row that was left out is no proof that its session is gone, and one that was put in by hand
    needs no row.
    """
    absent = [session for session in before.sessions if session.id not in there]
    if not prune:
        return tuple(absent)
    return tuple(
        session
        for session in absent
        if {session.id, session.guid, session.source_id} & tally.left_names
        or (session.by_hand and session.by_hand.put_in and not take_file)
    )


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
