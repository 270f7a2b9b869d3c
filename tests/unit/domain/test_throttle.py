"""Growing delays."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.network import network_of
from chalicelib.domain.throttle import Policy, Tries, after_try, delay, wait_before_next
from chalicelib.services.people.throttle import POLICIES

NOW = datetime(2026, 3, 6, 12, tzinfo=UTC)
POLICY = Policy(3, timedelta(seconds=5), timedelta(minutes=1), timedelta(hours=1))


def test_the_first_tries_are_free_and_then_the_wait_doubles_to_its_longest() -> None:
    waits = [delay(count, POLICY).total_seconds() for count in range(1, 9)]
    assert waits == [0, 0, 5, 10, 20, 40, 60, 60]


def test_a_try_has_to_wait_until_its_time() -> None:
    tries = None
    for _ in range(POLICY.free):
        assert wait_before_next(tries, POLICY, NOW) == timedelta(0)
        tries = after_try(tries, POLICY, NOW)
    assert wait_before_next(tries, POLICY, NOW) == timedelta(seconds=5)
    assert wait_before_next(tries, POLICY, NOW + timedelta(seconds=5)) == timedelta(0)


def test_what_is_long_ago_is_forgotten() -> None:
    tries = Tries(100, NOW, NOW + timedelta(minutes=1))
    assert after_try(tries, POLICY, NOW + timedelta(minutes=30)).count == 101
    assert after_try(tries, POLICY, NOW + timedelta(hours=2)).count == 1


@given(st.integers(1, 10**9), st.sampled_from(sorted(POLICIES)))
def test_no_wait_is_longer_than_an_hour_nor_shorter_than_the_one_before(
    count: int, kind: str
) -> None:
    policy = POLICIES[kind]
    assert timedelta(0) <= delay(count, policy) <= delay(count + 1, policy) <= timedelta(hours=1)


def test_one_customer_of_ipv6_is_one_network() -> None:
    assert (
        network_of("2001:db8:1:2:3::4") == network_of("2001:db8:1:2::ffff") == "2001:db8:1:2::/64"
    )
    assert network_of("2001:db8:1:3::4") != network_of("2001:db8:1:2::4")
    assert network_of("192.0.2.1") == network_of("::ffff:192.0.2.1") == "192.0.2.1"
    assert network_of("unknown") == "unknown"
