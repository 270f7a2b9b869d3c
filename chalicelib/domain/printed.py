"""Which built-in totals certificates print, one by one and summed up."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Protocol

from chalicelib.domain.conference import USUAL, BuiltIn
from chalicelib.domain.credit_totals import CreditTotal
from chalicelib.domain.totals import Credit

NOTHING = Decimal("0.00")


class Counted(Protocol):
    """What a certificate came to. `printed` is empty for USUAL, as in what earlier versions stored."""

    @property
    def contact_minutes(self) -> int:
        """Of the built-in total."""

    @property
    def contact_hours(self) -> str:
        """As printed."""

    @property
    def ceus(self) -> str:
        """As printed."""

    @property
    def printed(self) -> tuple[BuiltIn, ...]:
        """The names it prints its built-in total under."""

    @property
    def credits(self) -> tuple[CreditTotal, ...]:
        """Its other credit types."""


def built_in(one: Counted) -> tuple[BuiltIn, ...]:
    """The built-in totals that it prints; none where it earned other credit types alone."""
    return (one.printed or USUAL) if one.contact_minutes else ()


def total(one: Counted) -> Credit:
    """Its figures."""
    return Credit(one.contact_minutes, Decimal(one.contact_hours), Decimal(one.ceus))


def sums(many: Sequence[Counted]) -> tuple[tuple[BuiltIn, Decimal], ...]:
    """Each built-in total that any of them prints, summed over those that print it; of none, 0.00.

    To the places they print it to: 0.8 and 0.3 are 1.1.
    """
    if not many:
        return tuple((kind, NOTHING) for kind in USUAL)
    found = ((kind, [one for one in many if kind in built_in(one)]) for kind in BuiltIn)
    return tuple(
        (kind, added(figure(kind, total(one)) for one in printing))
        for kind, printing in found
        if printing
    )


def added(figures: Iterable[Decimal]) -> Decimal:
    """Their sum, to the most decimal places that one of them has; of none, 0.00."""
    listed = list(figures)
    return sum(listed[1:], listed[0]) if listed else NOTHING


def figure(kind: BuiltIn, of: Credit) -> Decimal:
    """What is printed under a name."""
    return of.ceus if kind is BuiltIn.CEUS else of.hours
