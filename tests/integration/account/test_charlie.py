"""Charlie tries to get at what is Alice's."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.domain.email_address import address_id
from chalicelib.errors import Conflict, Invalid, NotFound
from chalicelib.services.people import addresses as service
from chalicelib.services.people import removals, set_password
from chalicelib.store.people import accounts, addresses, credentials, link_passwords
from samples import world
from tests.integration.account.test_addresses import add, listed, verify
from tests.support import limits
from tests.support.client import Portal
from tests.support.mail import inbox, last_to

UNKNOWN = "nobody@school.example"
HERE = "192.0.2.1"
NEW = "seven old bicycles rusting"


def test_alices_address_looks_to_charlie_like_one_nobody_registered(
    charlie: Portal, alice: Portal
) -> None:
    taken, free = add(charlie, world.ALICE), add(charlie, UNKNOWN)
    assert taken.status == free.status == 202
    assert taken.headers == free.headers
    there = listed(free)
    for address in (world.ALICE, UNKNOWN):
        there[address].pop("id")
        assert there[address].pop("address") == address
    assert there[world.ALICE] == there[UNKNOWN]
    for call in (
        lambda address: verify(charlie, address, "000000"),
        lambda address: charlie.call("POST", f"/v1/account/addresses/{address_id(address)}/mail"),
        lambda address: charlie.call(
            "POST", f"/v1/account/addresses/{address_id(address)}/primary"
        ),
    ):
        one, other = call(world.ALICE), call(UNKNOWN)
        assert one.status == other.status
        if one.status != 202:
            assert one.body == other.body
    assert charlie.call("GET", "/v1/conferences").json["conferences"] == []


def test_the_owner_is_told_by_mail_how_to_get_help_and_gets_no_code(
    charlie: Portal, alice: Portal
) -> None:
    add(charlie, world.ALICE)
    mail = last_to(world.ALICE)
    assert "another account" in mail.text
    assert "help@conference.example.org" in mail.text
    assert "/account/verify/" not in mail.text
    assert not re.search(r"\d{6}", mail.text)


def test_an_unverified_address_reserves_nothing(charlie: Portal, alice: Portal) -> None:
    home = "alice.a@home.example"
    add(charlie, home)
    add(alice, home)
    assert verify(alice, home, last_to(home).code).status == 200
    assert not listed(charlie.call("GET", "/v1/account"))[home]["verified"]


def test_what_charlie_was_mailed_before_alice_verified_is_worth_nothing_after(
    charlie: Portal, alice: Portal
) -> None:
    home = "alice.a@home.example"
    add(charlie, home)
    his = last_to(home)
    add(alice, home)
    verify(alice, home, last_to(home).code)
    answer = verify(charlie, home, his.code)
    assert answer.status == 409
    assert answer.json["type"].endswith("address_taken")
    assert accounts.owner_of(home) == "alice"


def test_the_work_for_a_taken_address_is_that_for_a_free_one(
    charlie: Portal, alice: Portal
) -> None:
    from tests.support import calls

    counts = []
    for address in (world.ALICE, UNKNOWN):
        calls.made.clear()
        add(charlie, address)
        counts.append(sorted(calls.made))
    assert counts[0] == counts[1] != []


@pytest.mark.parametrize(
    "confusable",
    [
        "аlice@school.example",  # Cyrillic а
        "alice@ѕchool.example",  # Cyrillic ѕ
        "ａlice@school.example",  # full width a
        "alıce@school.example",  # dotless i
        "alice@school.exampIe",  # capital I for l
    ],
)
def test_an_address_that_looks_like_alices_is_not_hers(
    charlie: Portal, alice: Portal, confusable: str
) -> None:
    before = inbox(world.ALICE)
    answer = add(charlie, confusable)
    assert answer.status in (202, 422)
    assert inbox(world.ALICE) == before
    assert accounts.owner_of(world.ALICE) == "alice"
    account = accounts.load("charlie")
    assert account
    assert all(held.normalised != world.ALICE for held in account.addresses)
    assert charlie.call("GET", "/v1/conferences").json["conferences"] == []


def test_two_who_verify_one_address_at_once_do_not_both_get_it(
    alice: Portal, charlie: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = "alice.a@home.example"
    add(charlie, home)
    his = last_to(home)
    add(alice, home)
    hers = last_to(home)
    _first(monkeypatch, addresses, "verify", lambda: verify(alice, home, hers.code))
    answer = verify(charlie, home, his.code)
    assert answer.status == 409
    assert accounts.owner_of(home) == "alice"
    assert not listed(charlie.call("GET", "/v1/account"))[home]["verified"]


def test_removing_both_addresses_at_once_leaves_one(
    alice: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = "alice.a@home.example"
    add(alice, home)
    verify(alice, home, last_to(home).code)
    account = accounts.load("alice")
    assert account
    _first(
        monkeypatch,
        addresses,
        "remove",
        lambda: alice.call("DELETE", f"/v1/account/addresses/{address_id(home)}"),
    )
    with pytest.raises(Invalid, match="last verified"):
        removals.remove(account, address_id(world.ALICE), world.NOW)
    left = accounts.load("alice")
    assert left
    assert [held.normalised for held in left.verified] == [world.ALICE]


def test_one_link_used_twice_at_once_sets_one_password(
    app: Any, people: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    Portal(app).call("POST", "/v1/access", {"email": world.ALICE})
    body = {"token": last_to(world.ALICE).token, "password": NEW}
    _first(
        monkeypatch,
        link_passwords,
        "use_link",
        lambda: Portal(app).call("POST", "/v1/access/password", body),
    )
    with pytest.raises(NotFound):
        set_password.set_password(body["token"], "nine wet umbrellas drying", None, HERE, world.NOW)
    assert Portal(app).sign_in(world.ALICE, NEW).status == 200


def test_ten_addresses_stay_ten_when_two_are_added_at_once(
    alice: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(8):
        limits.forget("mail-account", "alice")
        add(alice, f"a{number}@home.example")
    limits.forget("mail-account", "alice")
    account = accounts.load("alice")
    assert account
    _first(monkeypatch, addresses, "add", lambda: add(alice, "tenth@home.example"))
    with pytest.raises(Invalid, match="at most 10"):
        service.add(account, "eleventh@home.example", datetime.now(UTC))
    left = accounts.load("alice")
    assert left
    assert len(left.addresses) == 10


def _first(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, other: Any) -> None:
    """Let the other request through just before this one writes."""
    real = getattr(module, name)
    waiting = [other]

    def late(*given: Any) -> Any:
        if waiting:
            assert waiting.pop()().status in (200, 202)
        return real(*given)

    monkeypatch.setattr(module, name, late)


def test_conflict_is_what_the_store_says_of_a_changed_account(people: None) -> None:
    account = accounts.load("alice")
    assert account
    credentials.rename("alice", "Alice B.")
    with pytest.raises(Conflict):
        addresses.make_primary(account, account.addresses[0])
