"""Attendance as files write it: which session of the program is meant, a day, or a word for all of it."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from chalicelib.domain.conference import Conference, Session
from chalicelib.domain.proof import NONE, WHOLE, Proof, combined
from chalicelib.importing import clock
from chalicelib.importing.dates import DateOrder, a_date
from chalicelib.importing.durations import of_cell
from chalicelib.importing.problems import BadValue
from chalicelib.importing.quoting import quoted

_STAY = re.compile(r"(?P<session>.+?)\s*:\s*(?P<minutes>\d{1,4})\s*(?:min(?:utes)?\.?)?")
_ALL = frozenset({"yes", "y", "true", "1", "all", "attended", "checked in", "present"})
_NONE = frozenset({"no", "n", "false", "0", "none", "absent", "no show", "not attended"})


class Program:
    """A conference's sessions, to find by what a file calls them."""

    def __init__(self, conference: Conference, sessions: Iterable[Session]) -> None:
        self.zone = conference.zone
        self.days = tuple(
            conference.starts_on + timedelta(days=number)
            for number in range((conference.ends_on - conference.starts_on).days + 1)
        )
        self._named: dict[str, list[Session]] = {}
        for session in sessions:
            names = (session.id, session.source_id, session.guid, _plain(session.title))
            for name in dict.fromkeys(name for name in names if name):
                self._named.setdefault(name, []).append(session)

    def session(self, text: str, day: date | None = None) -> Session:
        """The session of an ID, a guid or a title; of several, the one on `day`. Raises BadValue."""
        found = self._named.get(text.strip()) or self._named.get(_plain(text)) or []
        if len(found) > 1 and day is not None:
            found = [session for session in found if session.day == day] or found
        if len(found) == 1:
            return found[0]
        if not found:
            raise BadValue(
                f"{quoted(text)} isn't a session of this conference; use its ID or title", "session"
            )
        ids = ", ".join(session.id for session in found[:5])
        raise BadValue(f"{quoted(text)} names several sessions; use an ID: {ids}", "session_twice")

    def attended(self, text: str, order: DateOrder | None) -> Proof:
        """A cell: sessions, each with `: minutes` or without, dates, or yes and no. Raises BadValue.

        Parts are separated by semicolons, bars, line breaks, or commas that no title has.
        """
        parts = (part.strip() for part in re.split(r"[;|\n]", text))
        return combined(self._part(part, order) for part in parts if part)

    def _part(self, text: str, order: DateOrder | None) -> Proof:
        word = _plain(text)
        if word in _ALL | _NONE:
            return Proof(days=self.days) if word in _ALL else NONE
        try:
            return Proof(((self.session(text).id, WHOLE),))
        except BadValue as problem:
            if problem.code == "session_twice":
                raise
            return self._other(text, order, problem)

    def _other(self, text: str, order: DateOrder | None, problem: BadValue) -> Proof:
        if stay := _STAY.fullmatch(text):
            session_id = self.session(stay["session"]).id
            minutes = minutes_of(f"{stay['minutes']} min")
            return Proof(((session_id, minutes),)) if minutes else NONE
        if "," in text:
            parts = (part.strip() for part in text.split(","))
            return combined(self._part(part, order) for part in parts if part)
        try:
            return Proof(days=(a_day(text, order, self.zone),))
        except BadValue:
            raise problem from None


def a_day(text: str, order: DateOrder | None, zone: ZoneInfo) -> date:
    """The date of a check-in, with a time of day or without; one with an offset has its date in `zone`.

    Raises BadValue.
    """
    try:
        return a_date(text, order)
    except BadValue:
        with suppress(BadValue):
            return clock.moment(text, zone, order).date()
        return a_date(re.split(r"[T ]", text.strip(), maxsplit=1)[0], order)


def minutes_of(text: str) -> int:
    """Whole minutes of a stay; what is short of one counts as one, and 0 are 0. Raises BadValue."""
    seconds = 0 if text.strip() == "0" else int(of_cell(text).total_seconds())
    return max(1, seconds // 60) if seconds else 0


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
