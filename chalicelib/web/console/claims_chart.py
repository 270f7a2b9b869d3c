"""Figures by day as bars: one chart for each figure, so that no color has to tell them apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chalicelib.domain.claim_days import Period
from chalicelib.web.console.claims_words import days

FEWEST = 14  # periods a chart has room for, so that a single day doesn't fill it
_STEP, _BAR, HEIGHT = 10, 8, 100  # units of the drawing, which is stretched to its place


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar, in units of the drawing, and what it stands for."""

    x: int
    y: float
    height: float
    title: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars of one figure. `most` is the highest, on the days that `busiest` names."""

    name: str
    total: int
    most: int
    busiest: str
    width: int
    bar: int
    bars: tuple[Bar, ...]
    first: date
    last: date

    @property
    def words(self) -> str:
        """The chart in one sentence."""
        if not self.total:
            return f"{self.name}: none"
        return f"{self.name}: {self.total:,}; the most, {self.most:,}, on {self.busiest}"


def charts(periods: Sequence[Period]) -> list[Chart]:
    """Claimed, issued, delivered; none where nothing happened."""
    if not periods:
        return []
    return [_chart(name, periods) for name in ("claimed", "issued", "delivered")]


def _chart(name: str, periods: Sequence[Period]) -> Chart:
    """The days before the first, on which nothing happened, fill the room of a short time."""
    before = max(0, FEWEST - len(periods))
    found = [(getattr(period, name), period) for period in periods]
    most, busiest = max(found, key=lambda one: one[0])
    step = (periods[0].last - periods[0].first).days + 1
    bars = (
        _bar(before + place, number, most, period)
        for place, (number, period) in enumerate(found)
        if number
    )
    return Chart(
        name.capitalize(),
        sum(number for number, _ in found),
        most,
        days(busiest),
        (before + len(found)) * _STEP,
        _BAR,
        tuple(bars),
        periods[0].first - timedelta(days=before * step),
        periods[-1].last,
    )


def _bar(place: int, number: int, most: int, period: Period) -> Bar:
    height = round(max(number / most * HEIGHT, 1), 1)
    return Bar(place * _STEP + 1, round(HEIGHT - height, 1), height, f"{days(period)}: {number:,}")
