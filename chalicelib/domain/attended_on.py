"""Rule 5: the date a session was attended on, and in which mode."""

from datetime import date

from chalicelib.domain.certificate import Mode
from chalicelib.domain.conference import Format, Session
from chalicelib.domain.problem import Code
from chalicelib.domain.words import date_in_words


class AttendedOnRefused(ValueError):
    """The date cannot be this session's; `code` is for programs, the message for people."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code


def after_midnight(session: Session) -> bool:
    """Whether it starts in the night after the conference day it belongs to."""
    return session.starts_at.date() > session.day


def editable(session: Session) -> bool:
    """Whether the attendee may choose the date: virtual and hybrid sessions may have been watched
    later.
    """
    return session.format is not Format.IN_PERSON


def checked(session: Session, attended_on: date | None, today: date) -> date:
    """The date to keep: the session's where none is given; `today` is the conference's date.

    Raises AttendedOnRefused for an in-person date that is moved or one outside the bounds.
    """
    if attended_on is None or attended_on == session.day:
        return session.day
    if not editable(session):
        raise AttendedOnRefused(
            Code.ATTENDED_ON_FIXED,
            f"This session took place in person on {date_in_words(session.day)}, "
            "so its date cannot be changed.",
        )
    if attended_on < session.day:
        raise AttendedOnRefused(
            Code.ATTENDED_ON_TOO_EARLY,
            f"This session was first offered on {date_in_words(session.day)}. "
            "Choose that date or a later one.",
        )
    if attended_on > today:
        raise AttendedOnRefused(
            Code.ATTENDED_ON_IN_FUTURE,
            f"The date can't be in the future. Choose today, {date_in_words(today)}, or an earlier date.",
        )
    return attended_on


def mode(
    session: Session, attended_on: date, *, virtual_only: bool, recording: bool = False
) -> Mode:
    """How a claimed session was attended; `virtual_only`: only virtual registrations may claim."""
    if session.format is Format.VIRTUAL:
        return Mode.VIRTUAL
    if session.format is Format.HYBRID and (attended_on > session.day or virtual_only or recording):
        return Mode.VIRTUAL
    return Mode.IN_PERSON
