"""Which sessions carry credit: `--eligible all`, `track:NAME`, `type:NAME`; none without it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from chalicelib.domain.conference import Session
from chalicelib.domain.session_length import counted_length
from chalicelib.importing.problems import Findings
from chalicelib.importing.quoting import counted, listed
from chalicelib.importing.schedule.credit_rules import CreditRule, by_rules, check_rules
from chalicelib.importing.schedule.draft import Draft, Entry
from chalicelib.importing.schedule.no_session import looks_like_no_session
from chalicelib.importing.schedule.rule import Rule, check_match, rule_from

_SHOUTED = re.compile(r"^\W*(?:CANCELL?ED|ABGESAGT)\b|\b(?:CANCELL?ED|ABGESAGT)\W*$")
_CANCELLED = r"(?:(?:has been |was |is )?cancell?ed|abgesagt|entfällt|fällt aus)"
_MARKED = re.compile(
    rf"^\W*[\[(*]\s*{_CANCELLED}\b[^\])*]*[\])*]|^{_CANCELLED}\s*(?::|!|-|–|—)\s"
    rf"|[\[(]\s*{_CANCELLED}\b[^\])]*[\])]\s*$|\s[-–—]\s*{_CANCELLED}\W*$|:\s*{_CANCELLED}\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Credit:
    """What carries credit. `no_breaks` leaves out what looks like no session."""

    rules: tuple[Rule, ...] = ()
    types: tuple[CreditRule, ...] = ()
    keep_cancelled: bool = False
    no_breaks: bool = False


def rules_from(options: Iterable[str]) -> tuple[Rule, ...]:
    """Raises Refused for an option in any other form than the three."""
    return tuple(rule_from(option, "--eligible") for option in options)


def with_credit(draft: Draft, credit: Credit, findings: Findings) -> tuple[Session, ...]:
    """The sessions with contact minutes from their duration, where a rule means them.

    Minutes that the file gives stand as they are. A cancelled session has none. Raises Refused for
    a rule that means no session.
    """
    for rule in credit.rules:
        check_match(rule, draft.sessions, "--eligible ")
    check_rules(draft.sessions, credit.types)
    sessions = tuple(_credited(entry, credit) for entry in draft.entries)
    _tell_cancelled(draft.entries, credit, findings)
    _tell_no_sessions(draft.entries, sessions, credit, findings)
    return sessions


def is_cancelled(entry: Entry) -> bool:
    """Whether the file says that the session was cancelled, by a mark in its title or a status."""
    title = entry.session.title
    return entry.cancelled or bool(_SHOUTED.search(title) or _MARKED.search(title))


def _credited(entry: Entry, credit: Credit) -> Session:
    session = entry.session
    if is_cancelled(entry) and not credit.keep_cancelled:
        return replace(session, contact_minutes=0, credits=())
    if not (credit.no_breaks and looks_like_no_session(session.title)):
        session = by_rules(session, credit.types, entry.no_credit)
    if entry.explicit or not any(rule.matches(session) for rule in credit.rules):
        return session
    if credit.no_breaks and looks_like_no_session(session.title):
        return session
    minutes = counted_length(session)
    return replace(session, contact_minutes=minutes)


def _tell_cancelled(entries: tuple[Entry, ...], credit: Credit, findings: Findings) -> None:
    cancelled = [entry.session.title for entry in entries if is_cancelled(entry)]
    if cancelled and not credit.keep_cancelled:
        findings.note(
            "credit",
            "cancelled",
            f"{counted(len(cancelled), 'session is', 'sessions are')} cancelled and "
            f"{'carries' if len(cancelled) == 1 else 'carry'} no credit: {listed(cancelled)}. "
            "--keep-cancelled gives credit.",
        )


def _tell_no_sessions(
    entries: tuple[Entry, ...], sessions: tuple[Session, ...], credit: Credit, findings: Findings
) -> None:
    found = [
        session.title
        for entry, session in zip(entries, sessions, strict=True)
        if looks_like_no_session(session.title)
        and not entry.explicit
        and (credit.no_breaks or session.eligible)
    ]
    if not found:
        return
    what = f"{listed(list(dict.fromkeys(found)))}"
    sentence = (
        f"left without credit, as asked: {what}."
        if credit.no_breaks
        else f"{counted(len(found), 'session looks', 'sessions look')} like a break, a meal, "
        f"registration or an exhibition, and would carry credit: {what}. --no-breaks leaves "
        f"{'it' if len(found) == 1 else 'them'} without."
    )
    if not credit.no_breaks or credit.rules:
        findings.note("credit", "no_session", sentence)
