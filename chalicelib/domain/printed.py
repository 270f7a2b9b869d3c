"""Which built-in totals certificates print, one by one and summed up."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from chalicelib.domain.conference import USUAL, BuiltIn
from chalicelib.domain.credit_totals import CreditTotal
from chalicelib.domain.totals import Credit


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
    """Each built-in total that any of them prints, summed over those that print it; of none, 0.00."""
    if not many:
        return tuple((kind, Decimal("0.00")) for kind in USUAL)
    found = ((kind, [one for one in many if kind in built_in(one)]) for kind in BuiltIn)
    return tuple(
        (kind, sum((figure(kind, total(one)) for one in printing), Decimal("0.00")))
        for kind, printing in found
        if printing
    )


def figure(kind: BuiltIn, of: Credit) -> Decimal:
    """What is printed under a name."""
    return of.ceus if kind is BuiltIn.CEUS else of.hours
