"""A session as the page of its conference shows it."""

from dataclasses import dataclass
from datetime import date

from chalicelib.domain.conference import Session


@dataclass(frozen=True, slots=True)
class Row:
    """A session as the page shows it. `number` makes short HTML ids; `why_not` is "" if claimable.

    `clashes` are the rows it overlaps, by number and title. `moved` says what an import changed since
    it was selected ("" if nothing); `watchable` that the person could have watched it later: no one who
    registered in person is asked when they watched. `asked`: the conference asks whether it was attended
    live, and `recording` is the answer.
    """

    number: int
    session: Session
    selected: bool
    attended_on: date
    editable: bool
    latest: date
    clashes: tuple[tuple[int, str], ...]
    why_not: str
    moved: str = ""
    watchable: bool = False
    asked: bool = False
    recording: bool = False

    @property
    def date_left(self) -> bool:
        """Whether a date that may be another one was left at the session's."""
        at_default = self.attended_on == self.session.day
        return self.selected and self.editable and self.watchable and at_default
