"""Figures by day as bars."""

from datetime import date, timedelta

from chalicelib.domain.claim_days import Period
from chalicelib.web.console.claims_chart import FEWEST, HEIGHT, charts

FIRST = date(2026, 3, 7)


def _periods(*claimed: int) -> list[Period]:
    days = [FIRST + timedelta(days=n) for n in range(len(claimed))]
    return [Period(day, day, n, 0, 0) for day, n in zip(days, claimed, strict=True)]


def test_the_highest_bar_fills_the_drawing_and_the_least_is_seen() -> None:
    chart, *_ = charts(_periods(1, 0, 1_000))
    low, high = chart.bars
    assert (high.y, high.height, high.title) == (0, HEIGHT, "Mar 9, 2026: 1,000")
    assert low.height >= 1
    assert chart.words == "Claimed: 1,001; the most, 1,000, on Mar 9, 2026"
    assert high.x + chart.bar <= chart.width


def test_a_single_day_is_a_bar_and_no_wall() -> None:
    chart, issued, _ = charts(_periods(5))
    assert chart.width == FEWEST * 10
    assert (chart.first, chart.last) == (FIRST - timedelta(days=FEWEST - 1), FIRST)
    assert issued.words == "Issued: none"
    assert charts([]) == []
