"""The audit as the tables and the bucket have it: who wins a number, what keeps it, what is found."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest

from chalicelib.aws import audit_bucket, clients
from chalicelib.domain.audit import PORTAL, Act, By, account_scope, parse
from chalicelib.services.audit.check import Verdict, check
from chalicelib.services.audit.heads import keep_heads
from chalicelib.services.audit.listing import between
from chalicelib.services.audit.record import record
from chalicelib.settings import settings
from chalicelib.store import audit
from chalicelib.store.audit_table import EntryItem
from tests.support import faults

NOW = datetime(2026, 3, 6, 15, 0, tzinfo=UTC)
YESTERDAY = NOW - timedelta(days=1)
ALICE = account_scope("alice")
OLGA, MALLORY = By("arn:aws:iam::1:user/olga", "ticket 7"), By("arn:aws:iam::1:user/mallory")


def _acts(count: int, at: datetime = YESTERDAY, scope: str = ALICE, by: By = OLGA) -> None:
    for number in range(count):
        record(Act(scope, "show", (f"cert-{number}",)), by, at + timedelta(minutes=number))


def _item(number: int, scope: str = ALICE) -> EntryItem:
    return EntryItem.get(scope, f"{number:012}", consistent_read=True)


def _forge(number: int) -> None:
    """Put another entry over one, as right as it can be made."""
    item = _item(number)
    item.body = item.body.replace("olga", "nobody")
    item.save()


def _found(now: datetime = NOW) -> str:
    return "\n".join(check(now).wrong)


def test_what_was_written_agrees_with_itself_and_its_heads() -> None:
    _acts(3)
    _acts(1, scope=PORTAL)
    assert keep_heads(NOW) == [YESTERDAY.date()]
    _acts(2, at=NOW)
    assert check(NOW) == Verdict(6, 2, YESTERDAY.date(), ())
    assert keep_heads(NOW) == []


def test_everybody_who_writes_at_once_gets_a_number_of_their_own() -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: record(Act(ALICE, f"act {n}"), OLGA, NOW), range(40)))
    chain = audit.chain(ALICE)
    assert [stored.number for stored in chain] == list(range(1, 41))
    assert {parse(stored.body).action for stored in chain} == {f"act {n}" for n in range(40)}
    assert check(NOW).wrong == ()


def test_a_write_that_meets_itself_is_one_entry() -> None:
    with (
        faults.after("PutItem", faults.error("ValidationException")),
        pytest.raises(Exception, match="ValidationException"),
    ):
        record(Act(ALICE, "show"), OLGA, NOW)
    record(Act(ALICE, "show"), OLGA, NOW)
    assert len(audit.chain(ALICE)) == 1


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_changed_entry_is_found(number: int) -> None:
    _acts(3)
    keep_heads(NOW)
    _forge(number)
    assert f"{ALICE} {min(number + 1, 3)}: " in _found()


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_entries_cut_from_the_tail_are_found(cut: int) -> None:
    _acts(3)
    keep_heads(NOW)
    for number in range(3, 3 - cut, -1):
        _item(number).delete()
    assert f"{ALICE} 3: it is missing; the day's heads have it" in _found()


def test_a_tail_written_anew_over_a_cut_one_is_found() -> None:
    _acts(3)
    keep_heads(NOW)
    _item(3).delete()
    record(Act(ALICE, "show"), MALLORY, YESTERDAY)
    assert "it is not the entry that the day's heads have" in _found()


def test_an_entry_cut_from_the_middle_is_found_before_any_heads() -> None:
    _acts(3, at=NOW)
    _item(2).delete()
    assert f"{ALICE} 3: entry 2 is missing" in _found()


def test_something_else_in_an_entrys_place_is_found() -> None:
    _acts(3)
    keep_heads(NOW)
    item = _item(2)
    item.update([EntryItem.ttl.set(NOW)])
    assert "would not be kept for seven years" in _found()
    clients_put(pk=item.pk, sk=item.sk, kind="ENTRY", at="never", body="{}", day="x")
    assert f"{ALICE}: an entry can't be read at all" in _found()


def clients_put(**values: str) -> None:
    """Past the model, as somebody with the table's console would."""
    EntryItem._get_connection().put_item(
        values["pk"], values["sk"], attributes={k: {"S": v} for k, v in values.items()}
    )


def test_heads_written_over_or_deleted_are_found_and_the_first_ones_are_compared() -> None:
    _acts(3)
    keep_heads(NOW)
    where = {"Bucket": settings().audit_bucket, "Key": f"heads/{YESTERDAY.date()}.json"}
    clients.s3().put_object(**where, Body=b'{"heads": []}')
    assert "were written over or deleted 1 times" in _found()
    _item(3).delete()
    assert "3: it is missing; the day's heads have it" in _found()
    clients.s3().delete_object(**where)
    assert "were written over or deleted 2 times" in _found()


def test_heads_are_put_once() -> None:
    audit_bucket.put(YESTERDAY.date(), ())
    audit_bucket.put(YESTERDAY.date(), ())
    [heads] = audit_bucket.read()
    assert heads.versions == 1


def test_heads_that_are_no_heads_are_told() -> None:
    key = f"heads/{YESTERDAY.date()}.json"
    clients.s3().put_object(Bucket=settings().audit_bucket, Key=key, Body=b"[")
    assert "its heads can't be read" in _found()


def test_the_days_of_a_pause_are_caught_up_with() -> None:
    assert keep_heads(NOW - timedelta(days=4)) == [date(2026, 3, 1)]
    _acts(1, at=NOW - timedelta(days=3))
    assert "2026-03-05: no heads were kept" in _found()
    assert keep_heads(NOW) == [date(2026, 3, day) for day in (2, 3, 4, 5)]
    assert check(NOW).wrong == ()


def test_no_heads_are_kept_before_the_day_is_surely_over() -> None:
    midnight = datetime(2026, 3, 6, tzinfo=UTC)
    assert keep_heads(midnight + timedelta(minutes=14)) == [date(2026, 3, 4)]
    assert keep_heads(midnight + timedelta(minutes=15)) == [date(2026, 3, 5)]


def test_entries_of_earlier_days_without_any_heads_are_told() -> None:
    _acts(1)
    assert "no heads were kept" in _found()


def test_what_happened_between_two_days_is_listed_by_whom_and_whom_it_touched() -> None:
    _acts(2)
    record(Act(PORTAL, "import-accounts", ("alice", "bob")), MALLORY, NOW)
    _acts(1, scope=account_scope("bob"), at=NOW + timedelta(hours=1), by=MALLORY)
    first, last = YESTERDAY.date(), NOW.date()

    def listed(**chosen: str) -> list[str]:
        return [entry.action for entry in between(first, last, **chosen)]

    assert len(listed()) == 4
    assert listed(account="alice") == ["show", "show", "import-accounts"]
    assert listed(who="mallory") == ["import-accounts", "show"]
    assert [e.action for e in between(last, last, account="alice")] == ["import-accounts"]
