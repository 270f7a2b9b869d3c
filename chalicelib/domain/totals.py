"""Rule 6: minutes are summed, and every printed figure is rounded once, from minutes."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from chalicelib.domain.conference import Rounding

MINUTES_PER_HOUR = 60
MINUTES_PER_CEU = 600  # IACET: one CEU is ten contact hours


@dataclass(frozen=True, slots=True)
class Credit:
    """Contact minutes with the contact hours and CEUs they print as."""

    minutes: int
    hours: Decimal
    ceus: Decimal


@dataclass(frozen=True, slots=True)
class Totals:
    """The whole, and its two parts; `later` is the whole minus `on_date`, so that columns add up."""

    total: Credit
    on_date: Credit
    later: Credit


def credit(minutes: int, rounding: Rounding) -> Credit:
    """Contact hours (minutes ÷ 60) and CEUs (minutes ÷ 600), each rounded once.

    Half up to the places set; where an increment is set both round down, hours to whole
    increments (NBCC and Illinois count quarter hours, never up).
    """
    hours_step = Decimal(1).scaleb(-rounding.hours_places)
    ceus_step = Decimal(1).scaleb(-rounding.ceus_places)
    if rounding.increment_minutes:
        counted = minutes // rounding.increment_minutes * rounding.increment_minutes
        hours = (Decimal(counted) / MINUTES_PER_HOUR).quantize(hours_step, ROUND_DOWN)
        ceus = (Decimal(minutes) / MINUTES_PER_CEU).quantize(ceus_step, ROUND_DOWN)
    else:
        hours = (Decimal(minutes) / MINUTES_PER_HOUR).quantize(hours_step, ROUND_HALF_UP)
        ceus = (Decimal(minutes) / MINUTES_PER_CEU).quantize(ceus_step, ROUND_HALF_UP)
    return Credit(minutes, hours, ceus)


def totals(minutes_and_whether_later: Iterable[tuple[int, bool]], rounding: Rounding) -> Totals:
    """Sum (contact minutes, attended later than the session's date) pairs."""
    all_minutes = on_date_minutes = 0
    for minutes, later in minutes_and_whether_later:
        all_minutes += minutes
        on_date_minutes += 0 if later else minutes
    whole = credit(all_minutes, rounding)
    on_date = credit(on_date_minutes, rounding)
    rest = Credit(
        whole.minutes - on_date.minutes, whole.hours - on_date.hours, whole.ceus - on_date.ceus
    )
    return Totals(whole, on_date, rest)
