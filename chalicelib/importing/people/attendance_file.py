"""Check-ins as a spreadsheet: one row a scan, of a session or of a day."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial

from chalicelib.domain.proof import WHOLE, Proof
from chalicelib.importing.dates import DateOrder
from chalicelib.importing.leaving_out import Skips, Tally
from chalicelib.importing.mapping import Mapped
from chalicelib.importing.people.check_ins import Program, a_day, minutes_of
from chalicelib.importing.people.registrations_file import email_address
from chalicelib.importing.problems import BadValue, Findings, refused
from chalicelib.importing.source import Source
from chalicelib.importing.table.columns import Columns
from chalicelib.importing.table.known_headings import ATTENDANCE_HEADINGS
from chalicelib.importing.table.rows import Row, read_table

_NOT_SAID = -1  # the minutes of a row without any
COLUMNS = Columns(
    names=("email", "session", "day", "minutes"),
    needed=(("email",), ("session", "day")),
    key="email",
    known=ATTENDANCE_HEADINGS,
)


@dataclass(slots=True)
class CheckedIn:
    """All that a file says of one normalised address, and the rows that say it."""

    stays: dict[str, int] = field(default_factory=dict)
    days: set[date] = field(default_factory=set)
    rows: list[str] = field(default_factory=list)

    @property
    def proof(self) -> Proof:
        """The same, as it is kept."""
        return Proof(tuple(sorted(self.stays.items())), tuple(sorted(self.days)))

    def add(self, session_id: str, minutes: int) -> None:
        """Several stays at one session add up; one without minutes is for all of it."""
        before = self.stays.get(session_id)
        whole = WHOLE in (before, minutes)
        self.stays[session_id] = WHOLE if whole else (before or 0) + minutes


def parse(
    source: Source, program: Program, mapped: Mapped, skips: Skips, findings: Findings
) -> tuple[dict[str, CheckedIn], Tally]:
    """By address. Raises Refused naming every row and column that cannot be used."""
    table = read_table(source, COLUMNS, mapped, findings, ("day",))
    tally = Tally(skips, findings)
    found: dict[str, CheckedIn] = {}
    for row in table.rows:
        address = row.need("email", email_address, "")
        session_id = row.read("session", partial(_session_id, row, program, table.date_order), "")
        day = None if row["session"] else _day(row, program, table.date_order)
        minutes = row.read("minutes", minutes_of, _NOT_SAID) if row["session"] else _NOT_SAID
        if minutes == 0 and not row.findings.problems:
            tally.read += 1
            tally.leave(row.place, "no_minutes", "left out: 0 minutes are no attendance.")
        elif tally.takes(row.findings, row.place, (row["email"], address)):
            held = found.setdefault(address, CheckedIn())
            held.rows.append(row.place)
            if day is not None:
                held.days.add(day)
            else:
                held.add(session_id, WHOLE if minutes == _NOT_SAID else minutes)
    tally.tell_unknown_skips()
    findings.refuse_if_any()
    if not found:
        raise refused(source.name, "no_rows", "Every row of the file is left out.")
    return found, tally


def _session_id(row: Row, program: Program, order: DateOrder | None, text: str) -> str:
    # The date, often the time of a scan, only tells sessions of one title apart.
    try:
        day = a_day(row["day"], order, program.zone)
    except BadValue:
        day = None
    return program.session(text, day).id


def _day(row: Row, program: Program, order: DateOrder | None) -> date | None:
    if row["minutes"]:
        row.problem("minutes", "minutes_of_a_day", "Only a check-in at a session can have minutes.")
    if not row["day"]:
        row.problem("session", "empty_cell", "It is empty. Name a session or a day.")
        return None
    found: date | None = row.read("day", lambda text: a_day(text, order, program.zone), None)
    if found is not None and found not in program.days:
        row.note("day", "outside", f"{found} isn't a day of the conference, so it counts nowhere.")
    return found
