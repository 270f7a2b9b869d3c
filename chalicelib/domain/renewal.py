"""Renewal windows a person keeps ("Texas, by August 31, every five years"), and how far they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from chalicelib.domain.limits import MAX_RENEWALS, RENEWAL_LABEL_LENGTH, RENEWAL_YEARS
from chalicelib.domain.problem import Code, Problem
from chalicelib.domain.record import Record
from chalicelib.domain.text import clean_text

CONTACT_HOURS, CEUS = "contact_hours", "ceus"
_MOST = Decimal(10_000)
_STEP = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Renewal:
    """`ends_on` is the last day of one of its windows, which last `years` (1 to 10) each.

    `goal` is the number to reach (None: none was set), of `counts`: "contact_hours", "ceus", or the id
    of a credit type.
    """

    label: str
    ends_on: date
    years: int
    goal: Decimal | None = None
    counts: str = CONTACT_HOURS

    def window(self, today: date) -> tuple[date, date]:
        """The first and last day of the window that `today` is in; of the first one before that."""
        last = self.ends_on
        turns = 0
        while last < today:
            turns += 1
            last = _years_later(self.ends_on, self.years * turns)
        # The day after the window before: over February 29 no day is in two of them.
        before = _years_later(self.ends_on, self.years * (turns - 1))
        return before + timedelta(days=1), last


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a person is in the window from `first` to `last`. `unit` is what is counted, in words."""

    renewal: Renewal
    first: date
    last: date
    earned: Decimal
    unit: str

    @property
    def left(self) -> Decimal:
        """What is still to be earned; 0 where nothing is, or no number was set."""
        return max(Decimal(0), (self.renewal.goal or Decimal(0)) - self.earned)


def progress(renewal: Renewal, found: Record) -> Progress:
    """Of a record that covers its window.

    Where a credit type was counted in several units, which do not add up, the one of most minutes counts.
    """
    totals = found.totals
    if renewal.counts == CONTACT_HOURS:
        earned, unit = totals.contact_hours, "contact hours"
    elif renewal.counts == CEUS:
        earned, unit = totals.ceus, "CEUs"
    else:
        found_in = [each for each in totals.credits if each.id == renewal.counts]
        credit = max(found_in, key=lambda each: each.minutes, default=None)
        earned = credit.amount if credit else Decimal(0)
        unit = credit.label if credit else renewal.counts
    return Progress(renewal, found.first, found.last, earned, unit)


# Of a renewal as typed: its label, end date, years, number and what that counts.
Typed = tuple[str, str, str, str, str]


def checked_renewals(given: Iterable[Typed]) -> tuple[tuple[Renewal, ...], list[Problem]]:
    """Renewals as typed, and what is wrong with them; rows without label, date and number are left out."""
    kept: list[Renewal] = []
    problems: list[Problem] = []
    for place, (label, ends_on, years, goal, counts) in enumerate(given):
        if not (label.strip() or ends_on.strip() or goal.strip()):
            continue
        wrong: list[Problem] = []
        field = f"renewals[{place}]"
        renewal = Renewal(
            clean_text(label, RENEWAL_LABEL_LENGTH),
            _day(ends_on, field, wrong),
            _years(years, field, wrong),
            _goal(goal, field, wrong),
            clean_text(counts, RENEWAL_LABEL_LENGTH) or CONTACT_HOURS,
        )
        if not renewal.label:
            wrong.append(Problem(f"{field}.label", Code.REQUIRED, "Enter a name, such as “Texas”."))
        problems += wrong
        kept.append(renewal)
    if len(kept) > MAX_RENEWALS:
        message = f"You can keep up to {MAX_RENEWALS} renewals."
        problems.append(Problem("renewals", Code.TOO_MANY, message))
    return tuple(kept), problems


def _day(typed: str, field: str, problems: list[Problem]) -> date:
    try:
        found = date.fromisoformat(typed.strip())
        if 2000 <= found.year <= 2100:
            return found
    except ValueError:
        pass
    message = "Enter the date your license must be renewed by."
    problems.append(Problem(f"{field}.ends_on", Code.NOT_A_DATE, message))
    return date.max


def _years(typed: str, field: str, problems: list[Problem]) -> int:
    years = typed.strip()
    if years.isascii() and years.isdigit() and 1 <= int(years[:4]) <= RENEWAL_YEARS:
        return int(years)
    message = f"Enter how many years it covers, from 1 to {RENEWAL_YEARS}."
    problems.append(Problem(f"{field}.years", Code.NOT_A_NUMBER, message))
    return 1


def _goal(typed: str, field: str, problems: list[Problem]) -> Decimal | None:
    if not typed.strip():
        return None
    try:
        goal = Decimal(typed.strip())
        if 0 < goal <= _MOST and goal == goal.quantize(_STEP):
            return Decimal(f"{goal:f}")  # 1e1 is shown as 10
    except InvalidOperation:
        pass
    message = (
        "Enter the number you need, above 0 and with at most two decimal places, or leave it empty."
    )
    problems.append(Problem(f"{field}.goal", Code.NOT_A_NUMBER, message))
    return None


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # February 29
        return date(day.year + years, 2, 28)
