"""What a frab file's head says of its days: where a night ends, the first and the last day."""

from datetime import date, time
from zoneinfo import ZoneInfo

from chalicelib.importing import clock
from chalicelib.importing.dates import a_date
from chalicelib.importing.problems import BadValue, Findings

ISO_DATE = len("2024-12-27")


def day_change(text: str, findings: Findings) -> time:
    """The time of day before which a start belongs to the next morning; midnight where none is."""
    try:
        return clock.time_of_day(text)[0] if text else time(0)
    except BadValue as problem:
        findings.problem("conference, day_change", problem.code, f"{problem}.")
        return time(0)


def stated(text: str, zone: ZoneInfo, what: str, findings: Findings) -> list[date]:
    """The conference's own first or last day, where the file states one."""
    if not text:
        return []
    try:
        return [clock.moment(text, zone).date() if len(text) > ISO_DATE else a_date(text)]
    except BadValue as problem:
        findings.note(
            f"conference, {what}", problem.code, f"{problem}; the sessions' days are used."
        )
        return []
