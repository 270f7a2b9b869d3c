"""Items as DynamoDB has them are those that the models read."""

import json
from typing import Any

import pytest
from pynamodb.connection import Connection

from chalicelib.store.accounts_table import AccountItem
from chalicelib.store.claims import claimants, claims
from chalicelib.store.claims_table import ClaimItem
from chalicelib.store.keys import ACCOUNT, account_key, claim_key
from chalicelib.store.people import accounts, rosters
from chalicelib.store.raw import raw_together, text_in
from samples import world
from tests.support.client import Portal

EVERYBODY = ("alice", "bob", "charlie")
KEYS = [(account_key(one), ACCOUNT) for one in EVERYBODY]


def _names() -> set[str]:
    return {text_in(item, "name") for item in raw_together(AccountItem, KEYS, ["name"])}


@pytest.mark.usefixtures("people")
def test_what_one_call_did_not_answer_is_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    real = Connection.dispatch

    def one_key_a_call(self: Connection, operation: str, asked: dict[str, Any]) -> Any:
        [(table, wanted)] = asked["RequestItems"].items()
        part, rest = wanted["Keys"][:1], wanted["Keys"][1:]
        answer = real(self, operation, {"RequestItems": {table: wanted | {"Keys": part}}})
        left = {table: wanted | {"Keys": rest}} if rest else {}
        return answer | {"UnprocessedKeys": left}

    monkeypatch.setattr(Connection, "dispatch", one_key_a_call)
    assert _names() == {"Alice Ångström", "Bob Virtual", "Charlie Outsider"}


@pytest.mark.usefixtures("people")
def test_other_reads_are_the_models_again_also_after_an_answer_that_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(json, "loads", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            _names()
    # Its bytes are base64 in JSON.
    roster = rosters.load("spring")
    assert roster is not None
    assert world.ALICE in roster.people


def test_nobody_is_asked_for_without_a_call() -> None:
    assert list(raw_together(AccountItem, [], ["name"])) == []


@pytest.mark.usefixtures("people")
def test_addresses_alone_are_those_of_the_account() -> None:
    world.enrol("dana", "Dana", "dana@home.example", "dana@school.example")
    whole, alone = accounts.load("dana"), accounts.with_addresses("dana")
    assert whole
    assert alone
    assert [one.shown for one in alone.verified] == [one.shown for one in whole.verified]
    assert [one.shown for one in alone.recipients] == [one.shown for one in whole.recipients]
    assert [one.primary for one in alone.verified] == [True, False]
    assert accounts.with_addresses("nobody") is None


@pytest.mark.usefixtures("people")
def test_a_claim_that_has_no_ticks_is_read_by_its_selections(alice: Portal) -> None:
    """As version 0.1.0 wrote them."""
    alice.claim("spring", "opening")
    key = account_key("alice"), claim_key("spring")
    ClaimItem(*key).update([ClaimItem.ticks.remove()])
    assert [ids for _, ids, _ in claimants.ticks("spring", ["alice", "bob"])] == [["opening"]]
    found = claims.of_accounts(["alice"], "spring", ["opening"])
    assert found["alice"].selected == {"opening"}
