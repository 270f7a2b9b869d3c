"""Live or recording, as a person says it of a selected session (rule 5)."""

from collections.abc import Mapping
from dataclasses import replace

from chalicelib.domain import attended_on as dates
from chalicelib.domain.certificate import AttendedAs
from chalicelib.domain.conference import Session
from chalicelib.domain.problem import Code
from chalicelib.domain.tick import Tick, date_of
from chalicelib.domain.words import date_in_words


class AttendedAsRefused(ValueError):
    """The session can't be claimed so; `code` is for programs, the message for people."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code


def said(
    tick: Tick, session: Session, given: AttendedAs | None, kept: Tick | None, *, asked: bool
) -> Tick:
    """The tick with what was said (None: nothing, which leaves what was `kept` as it is).

    A session is live on its date alone; a recording may be watched on any. Raises AttendedAsRefused.
    """
    before = kept is not None and kept.recording
    if given is None:
        return _with(tick, before)
    if given is AttendedAs.RECORDING:
        if not before and not (asked and dates.editable(session)):
            raise AttendedAsRefused(Code.ATTENDED_AS_NOT_ASKED, _not_asked(session))
        return _with(tick, recording=True)
    if date_of(tick, session) > session.day:
        raise AttendedAsRefused(
            Code.ATTENDED_AS_LIVE,
            f"It was live on {date_in_words(session.day)}. If you attended it live, set Attended On to "
            "that date. If you watched it later, choose Recording.",
        )
    return _with(tick, recording=False)


def recordings(ticks: Mapping[str, Tick], sessions: Mapping[str, Session]) -> frozenset[str]:
    """The ticked sessions that were said to be recordings, and still can be."""
    said_so = (session_id for session_id, tick in ticks.items() if tick.recording)
    return frozenset(one for one in said_so if one in sessions and dates.editable(sessions[one]))


def _with(tick: Tick, recording: bool) -> Tick:
    return tick if tick.recording == recording else replace(tick, recording=recording)


def _not_asked(session: Session) -> str:
    if not dates.editable(session):
        return "This session took place in person, so it can't be claimed as a recording."
    return "This conference goes by the date. Set Attended On to the day you watched the recording."
