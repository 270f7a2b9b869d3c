"""Rule 6 for credit types: each total is counted from minutes, rounded down or once, and capped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from chalicelib.domain.credit_type import Credits, CreditType, RoundPer, minutes_of


@dataclass(frozen=True, slots=True)
class CreditTotal:
    """What a claim earns of one type.

    `minutes` are those that count for it, before rounding and the cap; `amount` is what is printed,
    and `later` the part of it from recordings. `capped`: more was earned than counts.
    """

    id: str
    label: str
    unit: str
    minutes: int
    amount: Decimal
    capped: bool = False
    later_minutes: int = 0
    later: Decimal = Decimal(0)


def come_to(totals: Iterable[CreditTotal]) -> frozenset[tuple[str, str, int, Decimal]]:
    """What totals come to, to compare: whatever the types are called, and in any order."""
    return frozenset((total.id, total.unit, total.minutes, total.amount) for total in totals)


# The credits of one session, and whether it was attended later than its date.
Attended = tuple[Credits, bool]


def credit_totals(
    types: Iterable[CreditType], attended: Sequence[Attended]
) -> tuple[CreditTotal, ...]:
    """A total for each type that the sessions earn, in the conference's order.

    A total rounded once is rounded half up, unless an increment counts it down. One rounded for
    each session always counts down, so that it never exceeds the minutes.
    """
    found = (_total(type_, attended) for type_ in types)
    return tuple(total for total in found if total.minutes)


def counted_again(
    kept: Iterable[CreditTotal], types: Iterable[CreditType]
) -> tuple[CreditTotal, ...]:
    """Totals that were saved, by the types of today; those of a type that is gone are left out.

    The minutes of each session are not kept: what is rounded for each stays as it was saved, but for a
    cap that is lower now.
    """
    by_id = {total.id: total for total in kept}
    found = (_again(by_id[type_.id], type_) for type_ in types if type_.id in by_id)
    return tuple(total for total in found if total.minutes)


def _again(kept: CreditTotal, type_: CreditType) -> CreditTotal:
    later_minutes = 0 if type_.live else kept.later_minutes
    on_date_minutes = kept.minutes - kept.later_minutes
    minutes = on_date_minutes + later_minutes
    each = type_.round_per is RoundPer.SESSION
    if each:
        on_date = kept.amount - kept.later
        earned = (on_date if type_.live else kept.amount).quantize(type_.step, ROUND_DOWN)
    else:
        on_date, earned = _amount(type_, [on_date_minutes]), _amount(type_, [minutes])
    amount = _capped(type_, earned)
    return CreditTotal(
        id=type_.id,
        label=type_.label,
        unit=type_.unit,
        minutes=minutes,
        amount=amount,
        capped=amount < earned or (each and kept.capped and amount == type_.most),
        later_minutes=later_minutes,
        later=max(Decimal(0), amount - _capped(type_, on_date)),
    )


def _total(type_: CreditType, attended: Sequence[Attended]) -> CreditTotal:
    minutes = [
        (minutes_of(held, type_.id), later)
        for held, later in attended
        if not (type_.live and later)
    ]
    earned = _amount(type_, [each for each, _ in minutes])
    on_date = _amount(type_, [each for each, later in minutes if not later])
    amount = _capped(type_, earned)
    return CreditTotal(
        id=type_.id,
        label=type_.label,
        unit=type_.unit,
        minutes=sum(each for each, _ in minutes),
        amount=amount,
        capped=amount < earned,
        later_minutes=sum(each for each, later in minutes if later),
        # The difference, so that the two parts add up to the whole.
        later=amount - _capped(type_, on_date),
    )


def _amount(type_: CreditType, minutes: Sequence[int]) -> Decimal:
    increment = type_.increment_minutes
    if type_.round_per is RoundPer.TOTAL:
        return _rounded(type_, sum(minutes), down=bool(increment))
    if increment:
        # What is rounded of each session is its steps: three of twenty minutes are an hour, not 0.99.
        return _rounded(type_, sum(each // increment * increment for each in minutes), down=True)
    return sum((_rounded(type_, each, down=True) for each in minutes), Decimal(0) * type_.step)


def _rounded(type_: CreditType, minutes: int, *, down: bool) -> Decimal:
    increment = type_.increment_minutes or 1
    counted = Decimal(minutes // increment * increment)
    rounding = ROUND_DOWN if down else ROUND_HALF_UP
    return (counted / type_.minutes_per_unit).quantize(type_.step, rounding)


def _capped(type_: CreditType, amount: Decimal) -> Decimal:
    return amount if type_.most is None else min(amount, type_.most)
