"""Fixed windows."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.throttle import Limit, seconds_left, window_of

QUARTER = Limit(10, timedelta(minutes=15))
MOMENTS = st.integers(1_600_000_000, 4_000_000_000).map(lambda at: datetime.fromtimestamp(at, UTC))


def test_windows_begin_at_the_quarters_of_an_hour() -> None:
    assert window_of(QUARTER, datetime(2026, 3, 6, 9, 44, 59, tzinfo=UTC)) == datetime(
        2026, 3, 6, 9, 30, tzinfo=UTC
    )
    assert seconds_left(QUARTER, datetime(2026, 3, 6, 9, 44, 59, 500_000, tzinfo=UTC)) == 1


@settings(max_examples=50)
@given(MOMENTS)
def test_a_moment_is_in_its_window_and_the_wait_ends_with_it(now: datetime) -> None:
    began = window_of(QUARTER, now)
    assert began <= now < began + QUARTER.window
    assert 1 <= seconds_left(QUARTER, now) <= 900
    assert window_of(QUARTER, now + timedelta(seconds=seconds_left(QUARTER, now))) > began
