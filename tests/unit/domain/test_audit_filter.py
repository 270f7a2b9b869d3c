"""Which entries of the audit a person, an action and days ask for."""

from datetime import UTC, datetime, timedelta

from chalicelib.domain.audit import Act, By, conference_scope, following
from chalicelib.domain.audit_filter import Filter, account_of

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
ED, ALICE = "account:ed", "alice"
ENTRY = following(None, Act(conference_scope("spring"), "open-person", (ALICE,)), By(ED), NOW)


def test_without_a_filter_everything_shows() -> None:
    assert Filter().shows(ENTRY)


def test_a_person_is_who_acted_and_who_was_touched() -> None:
    assert Filter(people=frozenset({"ed"})).shows(ENTRY)
    assert Filter(people=frozenset({ALICE})).shows(ENTRY)
    assert not Filter(people=frozenset({"rita"})).shows(ENTRY)


def test_an_action_is_the_whole_word() -> None:
    assert Filter(action="open-person").shows(ENTRY)
    assert not Filter(action="open").shows(ENTRY)


def test_days_begin_at_a_moment_and_end_before_one() -> None:
    second = timedelta(seconds=1)
    assert Filter(since=NOW, until=NOW + second).shows(ENTRY)
    assert not Filter(until=NOW).shows(ENTRY)
    assert Filter(since=NOW + second).is_past(ENTRY)
    assert not Filter(since=NOW).is_past(ENTRY)


def test_an_operator_is_no_account() -> None:
    assert [account_of(who) for who in (ED, "local", "arn:aws:iam::1:user/ops")] == ["ed", "", ""]
