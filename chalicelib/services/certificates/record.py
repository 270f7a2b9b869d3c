"""The record of an account: what it was issued between two dates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from chalicelib.domain.account import Account
from chalicelib.domain.kept_record import KeptRecord
from chalicelib.domain.problem import Code, Problem
from chalicelib.domain.record import Record, day_at_the_newest, make_record, two_years_before
from chalicelib.domain.renewal import Progress, progress
from chalicelib.errors import Invalid
from chalicelib.services.certificates.zones import in_their_zones
from chalicelib.store.certificates import records


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record, those that were asked for as PDFs, newest first, and how far each renewal is.

    `asked_on` are the days on which those were asked for, by ID.
    """

    record: Record
    kept: tuple[KeptRecord, ...]
    asked_on: Mapping[str, date]
    renewals: tuple[Progress, ...] = ()


def record_view(account: Account, first: str, last: str, now: datetime) -> RecordView:
    """From `first` to `last` (ISO dates as typed; "": the last two years). Raises Invalid."""
    held, kept = records.with_holdings(account.id)
    certificates = in_their_zones(one for each in held.values() for one in each.certificates)
    day = day_at_the_newest(certificates, now)
    # One of a conference farther east may have been issued "tomorrow".
    since, to = _period(first, last, max([day, *(one.issued_on for one in certificates)]))
    renewals = tuple(
        progress(each, make_record(certificates, *each.window(day))) for each in account.renewals
    )
    asked_on = {one.public_id: day_at_the_newest(certificates, one.asked_at) for one in kept}
    return RecordView(make_record(certificates, since, to), kept, asked_on, renewals)


def record(account: Account, first: str, last: str, now: datetime) -> Record:
    """The same without what was asked for as a PDF. Raises Invalid."""
    return record_view(account, first, last, now).record


def _period(first: str, last: str, day: date) -> tuple[date, date]:
    problems: list[Problem] = []
    to = _day(last, "to", problems) or day
    since = _day(first, "from", problems) or two_years_before(to)
    if not problems and since > to:
        message = "The start date is after the end date."
        problems.append(Problem("from", Code.NOT_A_DATE, message))
    if problems:
        raise Invalid(problems)
    return since, to


def _day(typed: str, field: str, problems: list[Problem]) -> date | None:
    if not typed:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        message = "Enter a date as YYYY-MM-DD."
        problems.append(Problem(field, Code.NOT_A_DATE, message))
        return None
