"""Whether settings can be used: each by itself, and against the conference they are for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from chalicelib.domain.conference import Conference, Session
from chalicelib.domain.words import date_in_words
from chalicelib.importing.clock import local_moment
from chalicelib.importing.problems import BadValue, Findings, Refused
from chalicelib.importing.quoting import counted, quoted
from chalicelib.importing.schedule.changes import of_conference
from chalicelib.importing.settings.applied import applied
from chalicelib.importing.settings.model import ConferenceSettings
from chalicelib.importing.settings.sentences import sentence_of, where

if TYPE_CHECKING:  # `ops` reads its settings before it knows which stack to read from
    from chalicelib.store.claims.conferences import StoredConference

Stored = tuple[tuple[Session, ...], tuple[Session, ...]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be stored; `lines` say what that changes, none where it is nothing."""

    conference: Conference
    sessions: tuple[Session, ...]
    withdrawn: tuple[Session, ...]
    lines: tuple[str, ...]


def checked(values: Mapping[str, Any], findings: Findings) -> ConferenceSettings:
    """Raises Refused naming every setting that cannot be used by itself."""
    try:
        found = ConferenceSettings.model_validate(dict(values))
    except ValidationError as problem:
        for error in problem.errors():
            findings.problem(where(error["loc"]), "setting", sentence_of(error))
        raise unusable(findings) from None
    for key in ("id", "label"):
        seen: set[str] = set()
        for place, part in enumerate(found.credit, start=1):
            name = getattr(part, key)
            if name.casefold() in seen:
                sentence = f"{quoted(name)} is used twice."
                findings.problem(f"credit[{place}].{key}", "duplicate", sentence)
                raise unusable(findings)
            seen.add(name.casefold())
    return found


def wanted(
    stored: "StoredConference",
    settings: ConferenceSettings,
    images: Mapping[str, str],
    findings: Findings,
) -> Wanted:
    """The conference with these settings. Raises Refused where they don't fit it or each other.

    `images` are the digests of those that were given, by their setting.
    """
    old = stored.conference
    new = applied(old, settings, images)
    _check_days(old, new, stored.sessions, findings)
    sessions, withdrawn = stored.sessions, stored.withdrawn
    if new.time_zone != old.time_zone:
        sessions, withdrawn = _in_zone(stored, new, findings)
    _check_credit(old, new, sessions, findings)
    if findings.problems:
        raise unusable(findings)
    withdrawn = _counting_known_types(withdrawn, new)
    return Wanted(new, sessions, withdrawn, of_conference(old, new))


def unusable(findings: Findings) -> Refused:
    """The refusal of settings with these problems."""
    return Refused(findings.source, findings.problems, verb="use")


def _check_days(
    old: Conference, new: Conference, sessions: tuple[Session, ...], findings: Findings
) -> None:
    """Only what changes is looked at: what an earlier version stored isn't a fault of this change."""
    days = (new.starts_on, new.ends_on)
    if days != (old.starts_on, old.ends_on):
        if new.ends_on < new.starts_on:
            findings.problem("last_day", "too_early", "The last day is before the first.")
        else:
            _check_sessions(new, sessions, findings)
    deadline = new.policies.deadline
    if deadline is None or (deadline, new.ends_on) == (old.policies.deadline, old.ends_on):
        return
    if deadline <= new.ends_on:
        last = date_in_words(new.ends_on)
        sentence = f"Claims open after the last day, {last}: choose a later date."
        findings.problem("deadline", "too_early", sentence)


def _check_credit(
    old: Conference, new: Conference, sessions: tuple[Session, ...], findings: Findings
) -> None:
    """A credit type goes only when no session carries it any more."""
    kept = {type_.id for type_ in new.policies.credit_types}
    for type_ in old.policies.credit_types:
        carrying = sum(type_.id in dict(session.credits) for session in sessions)
        if type_.id not in kept and carrying:
            sentence = (
                f"{counted(carrying, 'session carries', 'sessions carry')} {quoted(type_.id)}. "
                "First switch it off on the console's Sessions page, or import the schedule without its "
                "minutes (with --take-file where they were set by hand)."
            )
            findings.problem("credit", "in_use", sentence)


def _counting_known_types(withdrawn: tuple[Session, ...], new: Conference) -> tuple[Session, ...]:
    """Withdrawn sessions without minutes of a type that is gone: one that comes back earns none."""
    known = {type_.id for type_ in new.policies.credit_types}
    return tuple(
        replace(session, credits=tuple(pair for pair in session.credits if pair[0] in known))
        for session in withdrawn
    )


def _check_sessions(new: Conference, sessions: tuple[Session, ...], findings: Findings) -> None:
    """No session may lie outside the conference: an import widens the days by itself."""
    for place, outside in (
        ("first_day", [s for s in sessions if s.day < new.starts_on]),
        ("last_day", [s for s in sessions if s.day > new.ends_on]),
    ):
        if outside:
            side = "before" if place == "first_day" else "after"
            many = counted(len(outside), "session is", "sessions are")
            sentence = f"{many} {side} this day, such as {quoted(outside[0].title)}."
            findings.problem(place, "sessions_outside", sentence)


def _in_zone(stored: "StoredConference", new: Conference, findings: Findings) -> Stored:
    """The sessions at the same time of day in the new zone.

    A zone is changed where it was wrong: what the program prints stays, so that no session has moved
    for those who attended it, and nobody is told that one has.
    """
    try:
        return (
            tuple(_there(session, new) for session in stored.sessions),
            tuple(_there(session, new) for session in stored.withdrawn),
        )
    except BadValue as problem:
        findings.problem("time_zone", problem.code, f"{problem}.")
        return stored.sessions, stored.withdrawn


def _there(session: Session, new: Conference) -> Session:
    def there(moment: datetime) -> datetime:
        return local_moment(moment.date(), moment.time(), new.zone)

    return replace(
        session,
        starts_at=there(session.starts_at),
        ends_at=there(session.ends_at),
        earlier=tuple(
            replace(one, starts_at=there(one.starts_at), ends_at=there(one.ends_at))
            for one in session.earlier
        ),
    )
